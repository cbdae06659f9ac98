package dev.parley.operations.backup;

/**
 * Makes segments that can't be changed, left out, doubled, reordered or taken from another archive without that being seen.
 * Takes the segments in their order, the last one marked. For one thread.
 */
interface Seal {

    /** {@return by how many bytes a sealed segment is longer} */
    int overhead();

    /**
     * Seals the next segment.
     *
     * @param plain its bytes, from the first
     * @param length how many
     * @param last whether none follows
     * @param into where the sealed bytes go, from the first
     * @return how many those are
     */
    int seal(byte[] plain, int length, boolean last, byte[] into);

    /**
     * Opens the next segment.
     *
     * @param sealed its bytes, from the first
     * @param length how many; at least {@link #overhead()}
     * @param last whether it claims that none follows
     * @param into where the plain bytes go, from the first
     * @return how many those are
     * @throws DamagedException if it is not what was sealed as the next segment; then nothing of it may be used
     */
    int open(byte[] sealed, int length, boolean last, byte[] into) throws DamagedException;
}
