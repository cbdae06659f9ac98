package dev.parley.web.client;

/** Writes addresses: one text for each, IPv6 as RFC 5952 recommends. */
final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    static String of(byte[] address) {
        return address.length == 4
                ? (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "."
                        + (address[3] & 0xff)
                : ipv6(address);
    }

    private static String ipv6(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((address[2 * i] & 0xff) << Byte.SIZE) | (address[2 * i + 1] & 0xff);
        }
        int gap = 0;
        int gapLength = 1;
        for (int from = 0; from < GROUPS; from++) {
            int to = from;
            while (to < GROUPS && groups[to] == 0) {
                to++;
            }
            if (to - from > gapLength) {
                gap = from;
                gapLength = to - from;
            }
        }
        return gapLength == 1
                ? join(groups, 0, GROUPS)
                : join(groups, 0, gap) + "::" + join(groups, gap + gapLength, GROUPS);
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
