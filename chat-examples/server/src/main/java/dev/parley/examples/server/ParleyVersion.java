package dev.parley.examples.server;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs. */
final class ParleyVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ParleyVersion.class.getPackage().getImplementationVersion();
        return new String[] {"parley-server " + (version == null ? "(not from a jar)" : version)};
    }
}
