package io.burnin.agent.capture;

import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Capture;
import io.burnin.plan.Capture.Amount;
import io.burnin.plan.Capture.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the sources of captures hold now, as far as this host's owner lets plans read it. */
final class Sources {

    private final RunClock clock;
    private final Policy policy;
    private final ProcessList processes;

    Sources(RunClock clock, Policy policy, ProcessList processes) {
        this.clock = clock;
        this.policy = policy;
        this.processes = processes;
    }

    /** Something that can be taken, or why it cannot. */
    sealed interface Found {

        String name();

        String source();

        default Taken absent(String why) {
            return new Taken.None(this, why);
        }

        record OneFile(Path path, Charset charset, Amount amount) implements Found {
            @Override
            public String name() {
                return path.getFileName().toString();
            }

            @Override
            public String source() {
                return path.toString();
            }
        }

        record ProcessesOf(String service) implements Found {
            @Override
            public String name() {
                return "processes-%s.txt".formatted(service);
            }

            @Override
            public String source() {
                return "processes of " + service;
            }
        }

        record Nothing(String source, String why) implements Found {
            @Override
            public String name() {
                return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
            }
        }
    }

    /** What became of it. */
    sealed interface Taken {

        Found of();

        record Some(Found of, Raw raw) implements Taken {}

        record None(Found of, String why) implements Taken {}
    }

    /** What there is of a source, at least a reason why there is nothing; of files those first that were written last. */
    List<Found> of(Source source) {
        return switch (source) {
            case Source.Processes(String service) -> List.of(new Found.ProcessesOf(service));
            case Source.Files(String pattern, var last) ->
                matches(
                        pattern,
                        StandardCharsets.UTF_8,
                        last.<Amount>map(Amount.Bytes::new).orElse(new Amount.Bytes(Capture.MOST)));
            case Source.Log log -> matches(log.files(), log.encoding(), log.amount());
        };
    }

    private List<Found> matches(String pattern, Charset charset, Amount amount) {
        try {
            Glob glob = Glob.of(pattern);
            policy.requireRead(glob.base());
            List<Path> all = newestFirst(glob.list());
            List<Found> found = new ArrayList<>();
            all.stream()
                    .limit(Capture.MOST_FILES)
                    .forEach(path -> found.add(new Found.OneFile(path.toAbsolutePath(), charset, amount)));
            if (all.size() > Capture.MOST_FILES) {
                found.add(new Found.Nothing(
                        pattern,
                        "%d more files match, and %d of each capture are kept"
                                .formatted(all.size() - Capture.MOST_FILES, Capture.MOST_FILES)));
            }
            return found.isEmpty() ? List.of(new Found.Nothing(pattern, "no file of that name is there")) : found;
        } catch (StepFailed refused) {
            return List.of(new Found.Nothing(pattern, refused.getMessage()));
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of(new Found.Nothing(pattern, "cannot be listed: " + unreadable.getMessage()));
        }
    }

    private static List<Path> newestFirst(List<Path> paths) {
        record Aged(Path path, long modified) {}
        return paths.stream()
                .filter(path -> !Files.isDirectory(path))
                .map(path -> new Aged(path, path.toFile().lastModified()))
                .sorted(Comparator.comparingLong(Aged::modified).reversed())
                .map(Aged::path)
                .toList();
    }

    /** @param most bytes that may be kept of it */
    Taken take(Found found, long most) {
        try {
            return switch (found) {
                case Found.OneFile file -> new Taken.Some(found, end(file, most));
                case Found.ProcessesOf(String service) ->
                    new Taken.Some(found, processes.of(service, clock.now(), most));
                case Found.Nothing nothing -> found.absent(nothing.why());
            };
        } catch (NotKept | StepFailed refused) {
            return found.absent(refused.getMessage());
        } catch (NoSuchFileException gone) {
            return found.absent("it was there, and is no more");
        } catch (AccessDeniedException denied) {
            return found.absent("permission denied: let the agent's user read it");
        } catch (IOException unreadable) {
            return found.absent("cannot be read: " + unreadable);
        }
    }

    /** The file itself is asked for, not only its folder: a link may lead elsewhere. A pipe would never come to its end. */
    private Raw end(Found.OneFile file, long most) throws StepFailed, IOException, NotKept {
        policy.requireRead(file.path());
        BasicFileAttributes kind =
                Files.readAttributes(file.path().toRealPath(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!kind.isRegularFile()) {
            throw new NotKept("it is no ordinary file");
        }
        return FileEnd.read(file.path(), file.charset(), file.amount(), most);
    }
}
