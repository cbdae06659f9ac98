package dev.parley.testkit;

class InMemoryBackupTargetTest implements BackupTargetContract {

    @Override
    public Place createPlace() {
        return new InMemoryBackupPlace();
    }
}
