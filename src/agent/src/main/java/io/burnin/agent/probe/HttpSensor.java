package io.burnin.agent.probe;

import io.burnin.agent.http.Answer;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Reading.Text;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends a request and compares the answer with what is expected. No answer is a failure of the target, not absence. */
final class HttpSensor implements Sensor {

    private final Probe.Http probe;
    private final Asker asker;
    private final RunClock clock;
    private final SeriesKey failures;
    private final Takes takes;
    private final Exemplars exemplars = new Exemplars();

    HttpSensor(Probe.Http probe, Asker asker, RunClock clock) {
        this.probe = probe;
        this.asker = asker;
        this.clock = clock;
        this.failures = series("failures");
        this.takes = new Takes(probe.name(), probe.take());
    }

    @Override
    public void begin(List<String> notes, Optional<String> checkpoint) throws IOException {
        if (checkpoint.isPresent()) {
            Saved saved = Checkpoint.read(checkpoint.get(), Saved.class);
            takes.restore(saved.texts());
            exemplars.restore(saved.told());
        }
    }

    @Override
    public Reading read() throws IOException, InterruptedException {
        var samples = new ArrayList<Sample>();
        var states = new ArrayList<Text>();
        long sent = clock.nanos();
        Optional<String> mismatch;
        try {
            Answer answer = asker.ask(probe.request());
            long answered = clock.nanos();
            Instant at = clock.at(answered);
            mismatch = answer.mismatch(probe.request().expect());
            samples.add(new Sample(series("latency"), at, (answered - sent) / 1e6));
            if (!takes.isEmpty()) {
                JsonText.parse(answer.body()).ifPresent(body -> {
                    samples.addAll(takes.numbers(body, at));
                    states.addAll(takes.changedTexts(body, at));
                });
            }
        } catch (Refused refused) {
            throw refused;
        } catch (IOException noAnswer) {
            mismatch = Optional.of(String.valueOf(noAnswer.getMessage()));
        }
        Instant at = clock.now();
        mismatch.ifPresent(text -> exemplars.add(failures, at, text));
        samples.add(new Sample(series("ok"), at, mismatch.isEmpty() ? 1 : 0));
        samples.add(new Sample(series("requests"), at, 1));
        samples.add(new Sample(failures, at, mismatch.isEmpty() ? 0 : 1));
        String checkpoint = Checkpoint.write(new Saved(takes.lastTexts(), exemplars.told()));
        return new Reading(samples, states, exemplars.take(), Optional.of(checkpoint));
    }

    private SeriesKey series(String quantity) {
        return SeriesKey.of(probe.name() + "." + quantity);
    }

    private record Saved(Map<String, String> texts, Map<String, Integer> told) {}
}
