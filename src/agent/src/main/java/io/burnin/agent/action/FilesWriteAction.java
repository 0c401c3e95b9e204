package io.burnin.agent.action;

import io.burnin.agent.http.Placeholders;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import io.burnin.plan.Template;
import io.burnin.verdict.ErrorClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes files into a folder at times fixed in advance. One that cannot be written fails the step. */
final class FilesWriteAction {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Step.FilesWrite step;
    private final StepContext context;
    private final RunClock clock;
    private final Seed seed;
    private final Latencies latencies = new Latencies();
    private final AtomicInteger written = new AtomicInteger();

    FilesWriteAction(Step.FilesWrite step, StepContext context) {
        this.step = step;
        this.context = context;
        this.clock = context.clock();
        this.seed = Seed.of(context);
    }

    Map<String, String> perform() throws StepFailed, InterruptedException {
        try (var tasks = new Tasks()) {
            switch (step.pace()) {
                case Step.Pace.Burst burst -> tasks.startPaced(burst.count(), burst.interval(), clock, this::write);
                case Step.Pace.Continuous continuous ->
                    new OpenLoop(context, step.action())
                            .run(new ArrivalTimes(continuous.arrivals(), seed), (n, intended) -> {
                                tasks.rethrow();
                                tasks.start(() -> write(n, intended));
                            });
            }
            tasks.awaitAll();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("files", Integer.toString(written.get()));
        facts.putAll(latencies.facts());
        return facts;
    }

    private void write(long n, long intended) throws StepFailed, InterruptedException {
        Placeholders values = seed.placeholders(n, context, Map.of());
        Path file = path(values);
        context.policy().requireWrite(file);
        byte[] content = content(values);
        try {
            var writing = new StagedFile(file, content);
            if (step.stages().isPresent()) {
                writing.inStages(step.stages().get());
            } else {
                writing.atOnce();
            }
        } catch (NoSuchFileException noFolder) {
            throw new StepFailed(ErrorClass.CONFIG, "the folder of %s is missing".formatted(file));
        } catch (IOException refused) {
            throw new StepFailed(ErrorClass.INFRA, "cannot write %s: %s".formatted(file, refused));
        }
        latencies.add(clock.nanos() - intended);
        written.incrementAndGet();
        // Told after the write: an id that was told and never written would count as lost.
        tell(values, clock.at(intended));
    }

    private void tell(Placeholders values, Instant intended) throws StepFailed {
        for (Map.Entry<String, Template> ledger : step.ledger().entrySet()) {
            context.ledgers().submitted(ledger.getKey(), values.fill(ledger.getValue()), context.test(), intended);
        }
    }

    private Path path(Placeholders values) throws StepFailed {
        String text = values.fill(step.to());
        try {
            return Path.of(text);
        } catch (InvalidPathException broken) {
            throw new StepFailed(ErrorClass.CONFIG, "%s is no path: %s".formatted(text, broken.getReason()));
        }
    }

    private byte[] content(Placeholders values) throws StepFailed {
        byte[] content = switch (step.content()) {
            case Step.Content.Inline(Template text, boolean json) ->
                (json ? values.fillJson(text) : values.fill(text)).getBytes(StandardCharsets.UTF_8);
            case Step.Content.CopyOf(String file) -> read(Path.of(file));
        };
        if (!step.bom()) {
            return content;
        }
        var marked = new ByteArrayOutputStream();
        marked.writeBytes(BYTE_ORDER_MARK);
        marked.writeBytes(content);
        return marked.toByteArray();
    }

    private byte[] read(Path file) throws StepFailed {
        context.policy().requireRead(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new StepFailed(ErrorClass.CONFIG, "cannot read %s: %s".formatted(file, unreadable));
        }
    }
}
