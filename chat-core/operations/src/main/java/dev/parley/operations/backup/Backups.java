package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups, proves them, restores them, copies them and removes old ones. Thread-safe. One thing at a time is done
 * except for verifying and listing: by one thread, and, with {@linkplain BackupsBuilder#leases leases}, by one node; whoever
 * comes second is told {@code BACKUP_BUSY}.
 *
 * <p>A backup counts only when it was verified: restored to scratch places, counted, hashed, and looked through. A restore
 * first reads the whole archive and refuses it, naming the part, if one bit of it is not what was written; only then it
 * touches a place, and only an empty one. Memory does not grow with what is backed up, but with the number of parts.
 *
 * <p>Methods throw {@link ChatException} of kind unavailable if a target can't answer, or a source while restoring, and
 * {@code CONFIGURATION} if there is no key. Closes nothing that it was given.
 */
public final class Backups {

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final BackupSettings settings;

    Backups(BackupSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins to say what is backed up, and where to.
     *
     * @param target where backups are kept
     * @return a builder
     */
    public static BackupsBuilder builder(BackupTarget target) {
        return new BackupsBuilder(target);
    }

    static String productVersion() {
        String version = Backups.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    BackupSettings settings() {
        return settings;
    }

    /**
     * Makes a backup of all sources.
     *
     * @return what it came to
     */
    public BackupOutcome create() {
        try {
            return settings.exclusive().run(settings.deadline(), () -> {
                if (!settings.keys().encrypts()) {
                    LOG.warn(
                            "Backups at {} are not encrypted: there is no key",
                            settings.target().describe());
                }
                return new BackupCreation(settings).run();
            });
        } catch (ChatException e) {
            return new BackupOutcome.Failed(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Verifies the newest complete backup.
     *
     * @return what it came to
     */
    public VerifyOutcome verify() {
        return refusable(() -> verify(newest(state(StoredBackup.State.COMPLETE))), VerifyOutcome.Refused::new);
    }

    /**
     * Verifies a backup: restores it to a scratch place of each source, compares counts and hashes with the manifest, has each
     * place look through what was loaded, and keeps with the backup that all of that was well.
     *
     * @param id which
     * @return what it came to
     */
    public VerifyOutcome verify(BackupId id) {
        return refusable(() -> verify(stored(id)), VerifyOutcome.Refused::new);
    }

    private VerifyOutcome verify(StoredBackup stored) {
        try (RestoreRun run = new RestoreRun(settings, stored)) {
            run.load(source -> source.scratch(settings.deadline()));
            List<String> findings = run.findings();
            if (!findings.isEmpty()) {
                return new VerifyOutcome.Refused(ErrorCode.BACKUP_UNREADABLE, findings);
            }
            Verification verification = new Verification(
                    settings.clock().instant(),
                    run.archive().sha256(),
                    run.archive().manifest().records());
            settings.target().markVerified(stored.id(), verification, settings.deadline());
            return new VerifyOutcome.Verified(stored.id(), verification);
        }
    }

    /**
     * Restores the newest verified backup.
     *
     * @return what it came to
     */
    public RestoreOutcome restore() {
        return refusable(() -> restore(() -> newest(StoredBackup::verified)), RestoreOutcome.Refused::new);
    }

    /**
     * Restores a backup. Reads all of it first; then loads it into the places of all sources, which must be empty; has them look
     * through it; erases who was erased since; and only then activates all. To restore from the second target, make an object
     * of which that is the target.
     *
     * @param id which; complete, but need not be verified
     * @return what it came to
     */
    public RestoreOutcome restore(BackupId id) {
        return refusable(() -> restore(() -> stored(id)), RestoreOutcome.Refused::new);
    }

    private RestoreOutcome restore(Supplier<StoredBackup> which) {
        return settings.exclusive().run(settings.deadline(), () -> {
            StoredBackup stored = which.get();
            try (RestoreRun run = new RestoreRun(settings, stored)) {
                run.load(source -> source.place(settings.deadline()));
                List<String> findings = new ArrayList<>(run.findings());
                if (!findings.isEmpty()) {
                    return new RestoreOutcome.Refused(ErrorCode.BACKUP_UNREADABLE, findings);
                }
                int erased = run.erase();
                List<String> restored = run.activate(findings);
                return findings.isEmpty()
                        ? new RestoreOutcome.Restored(
                                stored.id(), run.archive().manifest().records(), erased)
                        : new RestoreOutcome.Halfway(stored.id(), restored, findings);
            }
        });
    }

    /**
     * Copies verified backups to the second target: all that are newer than the newest good one there, or, if there is none,
     * the newest. Each is read back from there and compared before it counts.
     *
     * @return what was copied, oldest first; nothing if there is no second target
     * @throws ChatException {@code BACKUP_BUSY}; {@code BACKUP_UNREADABLE} if what was read back is something else
     */
    public List<BackupId> copy() {
        @Nullable BackupTarget remote = settings.remote();
        return remote == null
                ? List.of()
                : settings.exclusive().run(settings.deadline(), () -> new RemoteCopy(settings, remote).run());
    }

    /**
     * Removes what the retention of each target does not keep. With a second target, what goes from the first goes only behind
     * a verified backup that both have.
     *
     * @return what was removed
     * @throws ChatException {@code BACKUP_BUSY}
     */
    public Pruned prune() {
        return settings.exclusive().run(settings.deadline(), () -> new BackupPruning(settings).run());
    }

    /** {@return the backups of the target, oldest first} */
    public List<StoredBackup> list() {
        return settings.target().list(settings.deadline());
    }

    /** {@return the backups of the second target, oldest first; none if there is no second target} */
    public List<StoredBackup> listRemote() {
        @Nullable BackupTarget remote = settings.remote();
        return remote == null ? List.of() : remote.list(settings.deadline());
    }

    /** {@return who must not come back by a restore; to be told of each erasure} */
    public ErasureList erasures() {
        return settings.erasures();
    }

    private StoredBackup stored(BackupId id) {
        return newest(backup -> backup.id().equals(id));
    }

    private static Predicate<StoredBackup> state(StoredBackup.State state) {
        return backup -> backup.state() == state;
    }

    private StoredBackup newest(Predicate<StoredBackup> which) {
        Optional<StoredBackup> newest = list().stream().filter(which).max(Comparator.comparing(StoredBackup::id));
        return newest.orElseThrow(() -> ChatException.fault(
                ErrorCode.BACKUP_NOT_FOUND,
                "There is no such backup at " + settings.target().describe(),
                null));
    }

    /** What a host must expect of a backup is an outcome, and not a fault. */
    private static <T> T refusable(Supplier<? extends T> work, Refusal<? extends T> refusal) {
        try {
            return work.get();
        } catch (ChatException e) {
            switch (e.code()) {
                case BACKUP_UNREADABLE, BACKUP_NOT_FOUND, BACKUP_BUSY, RESTORE_NOT_EMPTY -> {
                    return refusal.of(e.code(), List.of(String.valueOf(e.getMessage())));
                }
                default -> throw e;
            }
        }
    }

    private interface Refusal<T> {
        T of(ErrorCode code, List<String> findings);
    }
}
