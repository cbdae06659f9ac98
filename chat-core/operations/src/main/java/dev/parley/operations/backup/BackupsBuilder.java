package dev.parley.operations.backup;

import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.Retention;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what {@link Backups} are of, and how they are made. Not thread-safe. */
public final class BackupsBuilder {

    private static final Duration TERM = Duration.ofMinutes(1);
    private static final LeaseName BACKUPS = new LeaseName("parley-backups");
    private static final LeaseName ERASURES = new LeaseName("parley-erasures");
    private static final long TEBIBYTE = 1L << 40;

    private final BackupTarget target;
    private final List<BackupSource> sources = new ArrayList<>();
    private Retention retention = Retention.standard();
    private @Nullable BackupTarget remote;
    private Retention remoteRetention = Retention.standard();
    private @Nullable SecretSource secrets;
    private boolean allowUnencrypted;
    private @Nullable Leases leases;
    private String owner = "this";
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();
    private BackupProgress progress = BackupProgress.none();
    private Duration timeout = Duration.ofSeconds(30);
    private long mostBytes = TEBIBYTE;

    BackupsBuilder(BackupTarget target) {
        this.target = target;
    }

    /**
     * Adds a source. Snapshots are taken in this order: what refers comes before what it refers to, such as rows before files
     * that are never changed. A backup is restored by who has the same sources in the same order.
     *
     * @param source of what
     * @return this
     */
    public BackupsBuilder source(BackupSource source) {
        sources.add(source);
        return this;
    }

    /**
     * Sets what is kept at the target; default {@link Retention#standard()}.
     *
     * @param rules what is kept
     * @return this
     */
    public BackupsBuilder retention(Retention rules) {
        retention = rules;
        return this;
    }

    /**
     * Sets a second target, to which verified backups are copied; default none.
     *
     * @param second where to
     * @param rules what is kept there
     * @return this
     */
    public BackupsBuilder remote(BackupTarget second, Retention rules) {
        remote = second;
        remoteRetention = rules;
        return this;
    }

    /**
     * Encrypts with the secret {@code backup-key}, which must have 32 bytes or more. Archives that were made with an older
     * version of it can be read as long as that is accepted.
     *
     * @param source where the secret is; asked for each archive
     * @return this
     */
    public BackupsBuilder secrets(SecretSource source) {
        secrets = source;
        return this;
    }

    /**
     * Allows archives that are not encrypted: they are read, and without {@link #secrets} written. They are hashed, which finds
     * damage, but not who changes them on purpose. For development.
     *
     * @return this
     */
    public BackupsBuilder allowUnencrypted() {
        allowUnencrypted = true;
        return this;
    }

    /**
     * Lets one of several nodes do it at a time; default: there is one node.
     *
     * @param from where nodes agree
     * @param node names this node: 1 to 128 printable ASCII characters
     * @return this
     */
    public BackupsBuilder leases(Leases from, String node) {
        leases = from;
        owner = node;
        return this;
    }

    /**
     * Sets the time; default that of the system.
     *
     * @param source the time
     * @return this
     */
    public BackupsBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /**
     * Sets where salts come from; default {@link SecureRandom}. Must not be guessable, but in tests.
     *
     * @param generator where from; thread-safe
     * @return this
     */
    public BackupsBuilder random(RandomGenerator generator) {
        random = generator;
        return this;
    }

    /**
     * Sets who is told how far it is; default nobody.
     *
     * @param listener is told
     * @return this
     */
    public BackupsBuilder progress(BackupProgress listener) {
        progress = listener;
        return this;
    }

    /**
     * Sets how long a single request to a source or a target may take, without the time to stream; default 30 s.
     *
     * @param each how long; positive
     * @return this
     */
    public BackupsBuilder timeout(Duration each) {
        if (each.isNegative() || each.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        timeout = each;
        return this;
    }

    /**
     * Sets how many bytes the parts of a backup may have together; what declares more is refused while it is read. Default 1
     * TiB. In any case at most 100,000 parts, each in chunks of at most 1 MiB.
     *
     * @param most how many; positive
     * @return this
     */
    public BackupsBuilder mostBytes(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("mostBytes must be positive");
        }
        mostBytes = most;
        return this;
    }

    /**
     * Builds.
     *
     * @return the backups
     * @throws IllegalArgumentException if there is no source, or two have a name, or one has none of the form
     * @throws ChatException {@code CONFIGURATION} if there is no secret, and unencrypted archives are not allowed
     */
    public Backups build() {
        List<String> names = sources.stream().map(BackupSource::name).distinct().toList();
        if (names.isEmpty() || names.size() < sources.size() || !names.stream().allMatch(Names::isSource)) {
            throw new IllegalArgumentException("There must be sources, each with a name of its own, of the form");
        }
        if (secrets == null && !allowUnencrypted) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "There is no key for backups (secret '" + ArchiveKeys.SECRET + "', BACKUP_KEY)",
                    null);
        }
        ErasureList erasures = new ErasureList(
                Stream.of(target, remote).filter(each -> each != null).toList(),
                new Exclusive(leases, ERASURES, owner, TERM),
                clock,
                random,
                timeout);
        return new Backups(new BackupSettings(
                sources,
                target,
                retention,
                remote,
                remoteRetention,
                new ArchiveKeys(secrets, allowUnencrypted),
                new Exclusive(leases, BACKUPS, owner, TERM),
                erasures,
                clock,
                random,
                progress,
                timeout,
                mostBytes));
    }
}
