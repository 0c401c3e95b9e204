package io.burnin.agent.policy;

import io.burnin.agent.record.StepFailed;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The policy written in {@code agent.yaml}. What no rule allows is refused. */
public final class RulesPolicy implements Policy {

    private final Rules rules;

    public RulesPolicy(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void requireCommand(List<String> command, Path directory) throws StepFailed {
        String line = String.join(" ", command);
        if (rules.commands().stream().noneMatch(rule -> rule.matches(line))) {
            throw refused("the command '%s'".formatted(line), "commands", line);
        }
        if (!isBelow(directory, Stream.concat(rules.read().stream(), rules.write().stream()))) {
            throw refused("a command in the directory %s".formatted(directory), "read", directory.toString());
        }
    }

    @Override
    public void requireHarm(String service, String commandLine) throws StepFailed {
        Glob rule = rules.harm().get(service);
        if (rule == null) {
            throw refused("harm to the service %s".formatted(service), "harm", service + ": " + commandLine);
        }
        if (!rule.matches(commandLine)) {
            throw refused(
                    "harm to a process of the service %s with the command line '%s', which '%s' does not match"
                            .formatted(service, commandLine, rule.text()),
                    "harm",
                    service + ": " + commandLine);
        }
    }

    @Override
    public void requireRead(Path file) throws StepFailed {
        if (!isBelow(file, Stream.concat(rules.read().stream(), rules.write().stream()))) {
            throw refused(
                    "reading %s".formatted(file),
                    "read",
                    String.valueOf(file.toAbsolutePath().getParent()));
        }
    }

    @Override
    public void requireWrite(Path file) throws StepFailed {
        if (!isBelow(file, rules.write().stream())) {
            throw refused(
                    "writing %s".formatted(file),
                    "write",
                    String.valueOf(file.toAbsolutePath().getParent()));
        }
    }

    @Override
    public void requireUrl(URI url) throws StepFailed {
        if (rules.urls().stream().noneMatch(rule -> allows(rule, url))) {
            throw refused("requests to %s".formatted(url), "urls", origin(url));
        }
    }

    /** Scheme and port exactly, host and path as globs; who writes a user into an address wants it to look like another. */
    private static boolean allows(String rule, URI url) {
        int afterScheme = rule.indexOf("://");
        if (afterScheme < 0 || url.getHost() == null || url.getRawUserInfo() != null) {
            return false;
        }
        int slash = rule.indexOf('/', afterScheme + 3);
        String origin = slash < 0 ? rule : rule.substring(0, slash);
        String path = slash < 0 ? "" : rule.substring(slash);
        String rest = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        boolean withPort = origin.substring(afterScheme + 3).matches(".*:\\d+");
        return new Glob(lower(withPort ? origin : origin + ":" + defaultPort(lower(origin)))).matches(origin(url))
                && (path.isEmpty() || path.equals("/") || new Glob(path).matches(rest));
    }

    private static String origin(URI url) {
        String scheme = lower(String.valueOf(url.getScheme()));
        int port = url.getPort() < 0 ? defaultPort(scheme) : url.getPort();
        return "%s://%s:%d".formatted(scheme, lower(String.valueOf(url.getHost())), port);
    }

    private static int defaultPort(String address) {
        return address.startsWith("https") ? 443 : 80;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isBelow(Path file, Stream<Path> folders) {
        Path real = real(file);
        return folders.anyMatch(folder -> real.startsWith(real(folder)));
    }

    /** With links resolved as far as it exists, so that no link leads out of an allowed folder. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path existing = absolute; existing != null; existing = existing.getParent()) {
            if (Files.exists(existing)) {
                try {
                    return existing.toRealPath().resolve(existing.relativize(absolute));
                } catch (IOException unreadable) {
                    return absolute;
                }
            }
        }
        return absolute;
    }

    private static StepFailed refused(String what, String key, String entry) {
        return new StepFailed(
                ErrorClass.CONFIG,
                "the policy of this agent does not allow %s; to allow it, add '%s' under policy/%s in its agent.yaml"
                        .formatted(what, entry, key));
    }
}
