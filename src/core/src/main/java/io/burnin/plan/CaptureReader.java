package io.burnin.plan;

import io.burnin.plan.Capture.Amount;
import io.burnin.plan.Capture.Moment;
import io.burnin.plan.Capture.Source;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is to be captured. */
final class CaptureReader {

    private static final int MOST_LINES = 100_000;
    private static final Set<Moment> WHEN = EnumSet.of(Moment.RED, Moment.END);

    private final Map<String, Probe> probes;

    CaptureReader(Map<String, Probe> probes) {
        this.probes = probes;
    }

    List<Capture> captures(Optional<Part> list) {
        return list.stream()
                .flatMap(part -> part.items().stream())
                .flatMap(part -> capture(part).stream())
                .toList();
    }

    /** Empty if it is not said of what, which is told already. */
    private Optional<Capture> capture(Part part) {
        Fields fields = part.fields();
        long max = fields.find("max").map(CaptureReader::size).orElse(Capture.DEFAULT_MAX);
        Set<Moment> when = fields.find("when").map(CaptureReader::moments).orElse(WHEN);
        Optional<Long> last = fields.find("last").map(CaptureReader::size);
        return fields.keyword()
                .map(word -> new Capture(
                        switch (word) {
                            case "files" -> new Source.Files(fields.variant().glob(), last);
                            case "log" -> log(fields.variant().glob(), amount(fields, last));
                            default -> new Source.Processes(fields.variant().reference());
                        },
                        max,
                        when));
    }

    private static long size(Part part) {
        long size = part.size();
        if (size < 1 || size > Capture.MOST) {
            part.error(
                    "value",
                    "a capture keeps 1 B to %d MB at a time".formatted(Capture.MOST / 1_000_000),
                    "write a size in between, e.g. 200 kB");
        }
        return size;
    }

    private static Set<Moment> moments(Part words) {
        var when = EnumSet.noneOf(Moment.class);
        words.items().forEach(word -> Moment.of(word.word()).ifPresent(when::add));
        if (words.items().isEmpty()) {
            words.error("value", "it would never be taken", "write: when: [red, end]");
        }
        return when.isEmpty() ? WHEN : when;
    }

    private static Amount amount(Fields fields, Optional<Long> last) {
        Optional<Part> lines = fields.find("lines");
        if (lines.isPresent() && last.isPresent()) {
            lines.get().error("value", "lines and last both say how much", "write one of them");
        }
        if (last.isPresent()) {
            return new Amount.Bytes(last.get());
        }
        return new Amount.Lines(
                lines.map(number -> Math.min(number.count(1), MOST_LINES)).orElse(Capture.DEFAULT_LINES));
    }

    private Source log(String log, Amount amount) {
        return switch (probes.get(log)) {
            case Probe.Log probe -> new Source.Log(log, probe.files(), probe.encoding(), amount);
            case Probe.Jsonl probe -> new Source.Log(log, probe.files(), StandardCharsets.UTF_8, amount);
            case null, default -> new Source.Log(log, log, StandardCharsets.UTF_8, amount);
        };
    }
}
