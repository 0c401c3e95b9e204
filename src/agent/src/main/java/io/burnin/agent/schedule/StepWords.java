package io.burnin.agent.schedule;

import io.burnin.plan.Request;
import io.burnin.plan.Step;
import java.time.Duration;
import java.util.Locale;

/** Steps in a few words. Secrets stay placeholders. */
final class StepWords {

    private StepWords() {}

    static String of(Step step) {
        return switch (step) {
            case Step.HttpRequest http ->
                of(http.request()) + (http.times() == 1 ? "" : ", %d times".formatted(http.times()));
            case Step.HttpLoad load ->
                "%s arrivals".formatted(perTime(load.arrivals().perSecond()));
            case Step.FilesWrite files ->
                switch (files.pace()) {
                    case Step.Pace.Burst burst ->
                        "%d files to %s".formatted(burst.count(), files.to().text());
                    case Step.Pace.Continuous(Step.Arrivals arrivals) ->
                        "%s files to %s"
                                .formatted(
                                        perTime(arrivals.perSecond()),
                                        files.to().text());
                };
            case Step.ServiceAct act ->
                act.verb().name().toLowerCase(Locale.ROOT) + " " + String.join(", ", act.services());
            case Step.Await await -> "%s within %s".formatted(of(await.subject()), of(await.within()));
            case Step.Expect expect -> of(expect.subject());
            case Step.Wait wait -> of(wait.time());
            case Step.Observe observe -> observe.probe();
            case Step.Repeat repeat -> "%d times".formatted(repeat.times());
            case Step.Parallel parallel ->
                "%d at once".formatted(parallel.steps().size());
        };
    }

    static String of(Step.Subject subject) {
        return switch (subject) {
            case Step.Subject.OfMetric of -> "%s %s %s".formatted(of.statistic().word(), of.metric(), of.is());
            case Step.Subject.ServiceReady(String service) -> service + " ready";
        };
    }

    /** {@code 250 ms}, {@code 1.5 s}, {@code 2 min}, {@code 8 h} */
    static String of(Duration time) {
        long millis = time.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        } else if (millis % 3_600_000 == 0) {
            return time.toHours() + " h";
        } else if (millis % 60_000 == 0) {
            return time.toMinutes() + " min";
        }
        return number(millis / 1e3) + " s";
    }

    private static String of(Request request) {
        return request.method() + " " + request.url().text();
    }

    private static String perTime(double perSecond) {
        return perSecond >= 1 ? number(perSecond) + "/s" : number(perSecond * 3_600) + "/h";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(Math.rint(value * 1e3) / 1e3);
    }
}
