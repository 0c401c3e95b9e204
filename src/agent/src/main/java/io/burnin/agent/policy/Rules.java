package io.burnin.agent.policy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the owner of a host allows.
 *
 * @param commands over the words of a command with a blank between
 * @param read folders that may be read, with all below
 * @param write folders that may be written and read, with all below
 * @param urls each {@code scheme://host:port}, with {@code *} in the host, and a path glob or nothing for every path
 * @param harm service to the command lines of processes that may be stopped, killed or halted for it
 */
public record Rules(List<Glob> commands, List<Path> read, List<Path> write, List<String> urls, Map<String, Glob> harm) {

    /** Nothing is allowed. */
    public static final Rules NONE = new Rules(List.of(), List.of(), List.of(), List.of(), Map.of());

    public Rules {
        commands = List.copyOf(commands);
        read = List.copyOf(read);
        write = List.copyOf(write);
        urls = List.copyOf(urls);
        harm = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(harm));
    }
}
