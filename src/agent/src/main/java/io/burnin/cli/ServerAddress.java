package io.burnin.cli;

import java.net.URI;
import java.util.Set;

/** Where a server is, as somebody typed it. */
final class ServerAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** The address itself, or a refusal if no server can be there. */
    static URI require(URI typed) {
        boolean isHttp = SCHEMES.stream().anyMatch(scheme -> scheme.equals(typed.getScheme()));
        if (!isHttp || typed.getHost() == null) {
            throw CommandFailed.usage(
                    "%s is no address of a server: give one like http://127.0.0.1:8080 with --server or BURNIN_SERVER",
                    typed);
        }
        return typed;
    }

    private ServerAddress() {}
}
