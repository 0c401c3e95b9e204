package io.burnin.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A run as people name it: by id or as {@code plan#number}. */
final class RunName {

    /** As one segment of a path. */
    static String path(String run) {
        return URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private RunName() {}
}
