package io.burnin.agent.action;

import io.burnin.agent.http.Answer;
import io.burnin.agent.http.Placeholders;
import io.burnin.agent.http.Requests;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Request;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Sends one request of a step: compares the answer, saves what it is asked to save, and tells ledgers what was submitted. */
record Exchange(Requests requests, StepContext context) {

    /** What a request came to. Messages hold no secrets and no headers. */
    sealed interface Outcome {
        record AsExpected(int status) implements Outcome {}

        record Unexpected(int status, String message) implements Outcome {}

        /** @param late it may still have been received and obeyed */
        record NoAnswer(String message, boolean late) implements Outcome {}
    }

    /**
     * @param intended the intended start of what it submits
     * @throws StepFailed with class CONFIG if it cannot be sent at all
     */
    Outcome perform(Request request, Placeholders values, Instant intended) throws StepFailed, InterruptedException {
        String what = values.mask("%s %s".formatted(request.method(), requests.address(request, values)));
        Answer answer;
        try {
            answer = requests.send(request, values);
        } catch (IOException none) {
            return new Outcome.NoAnswer(
                    "%s: %s".formatted(what, none.getMessage()), none instanceof HttpTimeoutException);
        }
        Optional<String> mismatch = answer.mismatch(request.expect()).or(() -> take(answer, request, values, intended));
        return mismatch.<Outcome>map(
                        why -> new Outcome.Unexpected(answer.status(), values.mask("%s %s".formatted(what, why))))
                .orElseGet(() -> new Outcome.AsExpected(answer.status()));
    }

    /** Takes values and ids out of the answer; empty if all are there. */
    private Optional<String> take(Answer answer, Request request, Placeholders values, Instant intended) {
        for (Map.Entry<String, String> save : request.save().entrySet()) {
            Optional<String> value = answer.at(save.getValue());
            if (value.isEmpty()) {
                return Optional.of(missing(answer, save.getValue()));
            }
            values.save(save.getKey(), value.get());
        }
        for (Map.Entry<String, String> ledger : request.ledger().entrySet()) {
            Optional<String> id = answer.at(ledger.getValue());
            if (id.isEmpty()) {
                return Optional.of(missing(answer, ledger.getValue()));
            }
            context.ledgers().submitted(ledger.getKey(), id.get(), context.test(), intended);
        }
        return Optional.empty();
    }

    private static String missing(Answer answer, String pointer) {
        return "answered %d without %s: %s".formatted(answer.status(), pointer, answer.quote());
    }

    /** The failure of a step that cannot do without an expected answer. */
    static StepFailed failure(Outcome.Unexpected unexpected) {
        return new StepFailed(ErrorClass.TEST, unexpected.message());
    }

    static StepFailed failure(Outcome.NoAnswer none) {
        return new StepFailed(ErrorClass.INFRA, none.message());
    }
}
