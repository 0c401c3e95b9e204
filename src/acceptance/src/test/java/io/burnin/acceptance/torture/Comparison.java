package io.burnin.acceptance.torture;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.burnin.acceptance.torture.JournalTail.Entry;
import io.burnin.acceptance.torture.Stored.Sample;
import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.FaultEnded;
import io.burnin.protocol.RunRecord.Samples;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds against each other what the agent has on its disk, what the target did, and what the server holds.
 *
 * @param journal all records, in the order of the file
 * @param mustBeStored the number up to which the server must have all records
 */
record Comparison(List<Entry> journal, Traces traces, Stored stored, long mustBeStored) {

    /** What of the toll was found, and a sentence for each finding. */
    record Result(Toll toll, List<String> findings) {}

    /** Acts that are told apart by their traces; a second start or ensuring of what runs does nothing. */
    private static final Set<String> TRACED =
            Set.of("http.request", "files.write", "service.kill", "service.stop", "service.pause");

    private static final Map<Class<?>, String> KINDS = Arrays.stream(
                    RunRecord.class.getAnnotation(JsonSubTypes.class).value())
            .collect(Collectors.toMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

    /** The plan's harm: which test disturbs what. */
    private static final Map<String, String> DISTURBED = Map.of("crash", "beta", "halt", "alpha", "away", "alpha");

    /** The run's clock and the target's show the same wall clock, one of them in whole milliseconds. */
    private static final Duration CLOCKS_AGREE_WITHIN = Duration.ofMillis(100);

    private static final Duration SIGN_WITHIN = Duration.ofMillis(500);

    Result result() {
        var findings = new ArrayList<String>();
        long lost = 0;
        long duplicated = 0;
        for (Found found : List.of(course(), measurements())) {
            lost += found.lost;
            duplicated += found.duplicated;
            findings.addAll(found.findings);
        }
        List<String> repeated = repeated();
        List<String> notUndone = notUndone();
        findings.addAll(repeated);
        findings.addAll(notUndone);
        return new Result(new Toll(lost, duplicated, repeated.size(), 0, notUndone.size()), List.copyOf(findings));
    }

    private record Found(long lost, long duplicated, List<String> findings) {}

    /** Every record of the run's course is there once, under its own number. */
    private Found course() {
        var findings = new ArrayList<String>();
        Map<Long, List<String>> kinds = stored.events().stream()
                .collect(Collectors.groupingBy(
                        Stored.Event::seq, Collectors.mapping(Stored.Event::kind, Collectors.toList())));
        long lost = 0;
        for (Entry entry : journal) {
            if (!isCourse(entry.record())) {
                continue;
            }
            List<String> there = kinds.getOrDefault(entry.seq(), List.of());
            String kind = KINDS.get(entry.record().getClass());
            if (there.contains(kind)) {
                kinds.put(entry.seq(), without(there, kind));
            } else if (entry.seq() <= mustBeStored) {
                lost++;
                findings.add("lost: record %d, %s".formatted(entry.seq(), entry.record()));
            }
        }
        long duplicated = 0;
        for (Map.Entry<Long, List<String>> left : kinds.entrySet()) {
            duplicated += left.getValue().size();
            left.getValue().forEach(kind -> findings.add("duplicated: record %d as %s".formatted(left.getKey(), kind)));
        }
        return new Found(lost, duplicated, findings);
    }

    /** Every sample is there as often as it was measured. */
    private Found measurements() {
        var findings = new ArrayList<String>();
        Map<SeriesKey, Map<Sample, Integer>> there = new HashMap<>();
        stored.samples().forEach((series, samples) -> {
            Map<Sample, Integer> counted = there.computeIfAbsent(series, key -> new HashMap<>());
            samples.forEach(sample -> counted.merge(sample, 1, Integer::sum));
        });
        long lost = 0;
        for (Entry entry : journal) {
            if (entry.record() instanceof Samples samples && !takeAll(samples, there) && entry.seq() <= mustBeStored) {
                lost++;
                findings.add("lost: record %d, samples of %s".formatted(entry.seq(), samples.metric()));
            }
        }
        long duplicated = 0;
        for (Map.Entry<SeriesKey, Map<Sample, Integer>> left : there.entrySet()) {
            int more = left.getValue().values().stream()
                    .mapToInt(Integer::intValue)
                    .filter(count -> count > 0)
                    .sum();
            duplicated += more;
            if (more > 0) {
                findings.add("duplicated: %d samples of %s".formatted(more, left.getKey()));
            }
        }
        return new Found(lost, duplicated, findings);
    }

    private static boolean takeAll(Samples samples, Map<SeriesKey, Map<Sample, Integer>> there) {
        Map<Sample, Integer> counted = there.getOrDefault(new SeriesKey(samples.metric(), samples.labels()), Map.of());
        boolean all = true;
        for (int i = 0; i < samples.times().length; i++) {
            var sample = new Sample(samples.times()[i], samples.values()[i]);
            if (counted.getOrDefault(sample, 0) > 0) {
                counted.merge(sample, -1, Integer::sum);
            } else {
                all = false;
            }
        }
        return all;
    }

    /** No place was gone through twice, and the target did nothing that was not on disk before. */
    private List<String> repeated() {
        var findings = new ArrayList<String>();
        Map<String, Long> places = new HashMap<>();
        Map<String, Long> intended = new HashMap<>();
        for (StepIntended step : all(StepIntended.class)) {
            if (TRACED.contains(step.action())) {
                places.merge("%s %d %s".formatted(step.test(), step.occurrence(), step.step()), 1L, Long::sum);
                intended.merge(act(step), 1L, Long::sum);
            }
        }
        places.forEach((place, times) -> {
            if (times > 1) {
                findings.add("repeated: %s was intended %d times".formatted(place, times));
            }
        });
        var done = new HashMap<String, Long>();
        traces.requests().forEach((path, times) -> done.put("http.request " + path, times));
        traces.files().forEach((kind, times) -> done.put("files.write " + kind, times));
        done.put("service.kill /crash/1", traces.killed("beta", false));
        done.put("alpha was killed", traces.killed("alpha", true));
        done.forEach((act, times) -> {
            long allowed = intended.getOrDefault(act, 0L);
            if (times > allowed) {
                findings.add("repeated: %s happened %d times, with %d intents".formatted(act, times, allowed));
            }
        });
        return findings;
    }

    /**
     * When a fault is said to be over, its service lives: it gave a sign while the agent made sure of it, or at least about then,
     * being asked ten times a second.
     */
    private List<String> notUndone() {
        var findings = new ArrayList<String>();
        for (FaultEnded fault : all(FaultEnded.class)) {
            String service = DISTURBED.get(fault.test());
            var signs = new ArrayList<>(ensured(fault));
            signs.add(new Time(fault.at().minus(SIGN_WITHIN), fault.at().plus(SIGN_WITHIN)));
            if (signs.stream().noneMatch(time -> traces.wasAlive(service, time.from, time.to))) {
                findings.add("dirty: the fault of %s %d is said to be over, and %s gave no sign of life"
                        .formatted(fault.test(), fault.occurrence(), service));
            }
        }
        return findings;
    }

    private record Time(Instant from, Instant to) {}

    /** When the {@code finally} of that occurrence made sure of its service. */
    private List<Time> ensured(FaultEnded fault) {
        var times = new ArrayList<Time>();
        Instant began = Instant.MAX;
        for (Entry entry : journal) {
            if (entry.record() instanceof StepIntended step
                    && isCleanup(step.test(), step.occurrence(), step.step(), fault)) {
                began = step.at();
            } else if (entry.record() instanceof StepEnded step
                    && isCleanup(step.test(), step.occurrence(), step.step(), fault)
                    && step.outcome() == StepEnded.Outcome.OK) {
                times.add(new Time(began.minus(CLOCKS_AGREE_WITHIN), step.at().plus(CLOCKS_AGREE_WITHIN)));
            }
        }
        return times;
    }

    private static boolean isCleanup(String test, int occurrence, String place, FaultEnded fault) {
        return test.equals(fault.test()) && occurrence == fault.occurrence() && place.startsWith("finally/");
    }

    /** As the desk and the dropped files name it: action, test and the last part of its place. */
    private static String act(StepIntended step) {
        String last = step.step().substring(step.step().lastIndexOf('/') + 1);
        return "%s /%s/%s".formatted(step.action(), step.test(), last);
    }

    private <T extends RunRecord> List<T> all(Class<T> kind) {
        return journal.stream()
                .map(Entry::record)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Whether it stands on the time line; all others are measurements. */
    private static boolean isCourse(RunRecord record) {
        return switch (record) {
            case Samples samples -> false;
            case RunRecord.States states -> false;
            case RunRecord.Seen seen -> false;
            case RunRecord.Absent absent -> false;
            default -> true;
        };
    }

    private static List<String> without(List<String> kinds, String kind) {
        var left = new ArrayList<>(kinds);
        left.remove(kind);
        return left;
    }
}
