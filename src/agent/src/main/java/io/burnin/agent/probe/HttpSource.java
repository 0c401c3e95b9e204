package io.burnin.agent.probe;

import io.burnin.agent.http.Answer;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.util.Optional;

/** What an answer over HTTP says. */
record HttpSource(Probe.Saying.OfHttp source, Asker asker) implements AgreeSensor.Source {

    @Override
    public String name() {
        return source.request().url().text();
    }

    @Override
    public String says() throws IOException, InterruptedException {
        Answer answer = asker.ask(source.request());
        Optional<String> mismatch = answer.mismatch(source.request().expect());
        if (mismatch.isPresent()) {
            throw new IOException(name() + " " + mismatch.get());
        }
        return answer.at(source.at())
                .orElseThrow(() -> new IOException("%s says nothing at %s".formatted(name(), source.at())));
    }
}
