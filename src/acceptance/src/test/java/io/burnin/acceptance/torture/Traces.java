package io.burnin.acceptance.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the target did, in its own words.
 *
 * @param requests how often each path of the desk was asked for
 * @param files how many files each kind of write left, by the beginning of their names
 * @param lives of each service, in the order of their starts
 */
record Traces(Map<String, Long> requests, Map<String, Long> files, Map<String, List<Life>> lives) {

    /**
     * One process of a service.
     *
     * @param signs when it did anything
     * @param wasAsked whether it was asked to stop
     */
    record Life(List<Instant> signs, boolean wasAsked) {}

    static Traces of(TargetHost host, Desk desk) throws IOException {
        var files = new HashMap<String, Long>();
        try (Stream<Path> dropped = Files.list(host.drop())) {
            dropped.map(file -> file.getFileName().toString())
                    .map(name -> name.replaceFirst("^([a-z]+)-(\\d+)-.*", "/$1/$2"))
                    .forEach(kind -> files.merge(kind, 1L, Long::sum));
        }
        var lives = new HashMap<String, List<Life>>();
        for (String service : TargetHost.SERVICES) {
            lives.put(service, lives(host.traces(service)));
        }
        return new Traces(desk.requests(), files, lives);
    }

    /** Processes that ended without being asked to; of a service that runs now, its last is not among them. */
    long killed(String service, boolean runs) {
        long ended =
                lives.get(service).stream().filter(life -> !life.wasAsked()).count();
        return runs ? ended - 1 : ended;
    }

    /** Whether the service did anything in that time. */
    boolean wasAlive(String service, Instant from, Instant to) {
        return lives.get(service).stream()
                .flatMap(life -> life.signs().stream())
                .anyMatch(sign -> !sign.isBefore(from) && !sign.isAfter(to));
    }

    private static List<Life> lives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var lives = new ArrayList<Life>();
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                List<Instant> signs = lines.stream()
                        .map(line -> line.split(" "))
                        .filter(words -> words.length == 2)
                        .map(words -> Instant.ofEpochMilli(Long.parseLong(words[1])))
                        .toList();
                lives.add(new Life(signs, lines.stream().anyMatch(line -> line.startsWith("stopped"))));
            }
            return List.copyOf(lives);
        }
    }
}
