package io.burnin.plan;

import io.burnin.plan.Step.ServiceAct.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of one test, in their order: a request can use what an earlier one saved. */
final class StepReader {

    private final Origins origins;
    private final RequestReader requests = new RequestReader(Set.of());

    StepReader(Origins origins) {
        this.origins = origins;
    }

    List<Step> steps(Optional<Part> list) {
        return list.stream()
                .flatMap(part -> part.items().stream())
                .flatMap(part -> step(part).stream())
                .toList();
    }

    private Optional<Step> step(Part part) {
        Fields fields = part.fields();
        return fields.keyword().map(action -> {
            Part value = fields.variant();
            return switch (action) {
                case "http.request" -> httpRequest(options(fields, value), value.fields());
                case "http.load" -> httpLoad(options(fields, value), value.fields());
                case "files.write" -> filesWrite(options(fields, value), value.fields());
                case "await" -> await(options(fields, value), value.fields());
                case "expect" -> expect(options(fields, value), value.fields());
                case "wait" -> new Step.Wait(options(fields), value.duration());
                case "observe" -> new Step.Observe(options(fields), value.reference());
                case "repeat" -> {
                    Fields repeat = value.fields();
                    yield new Step.Repeat(
                            options(fields, value), repeat.require("times").count(1), steps(repeat.find("steps")));
                }
                case "parallel" -> new Step.Parallel(options(fields), steps(Optional.of(value)));
                default -> serviceAct(fields, action.substring("service.".length()), value);
            };
        });
    }

    /** Options stand beside the action's key, or among its keys when it is a map. */
    private Step.Options options(Fields beside, Part action) {
        return options(action.isMap() ? List.of(beside, action.fields()) : List.of(beside));
    }

    private Step.Options options(Fields beside) {
        return options(List.of(beside));
    }

    private Step.Options options(List<Fields> places) {
        return new Step.Options(
                option(places, "as").map(Part::reference),
                option(places, "timeout").map(Part::positive),
                option(places, "idempotent").map(Part::flag).orElse(false),
                option(places, "undo").flatMap(this::step));
    }

    private static Optional<Part> option(List<Fields> places, String key) {
        List<Part> found =
                places.stream().flatMap(fields -> fields.find(key).stream()).toList();
        if (found.size() > 1) {
            found.getLast().error("value", "'%s' stands beside the action and inside it".formatted(key), "keep one");
        }
        return found.stream().findFirst();
    }

    private Step httpRequest(Step.Options options, Fields fields) {
        return new Step.HttpRequest(
                options,
                requests.read(fields),
                fields.find("times").map(number -> number.count(1)).orElse(1),
                fields.find("every").map(Part::duration));
    }

    private Step httpLoad(Step.Options options, Fields fields) {
        var flows = new ArrayList<Step.Flow>();
        fields.require("flows").entries().forEach((name, part) -> flows.add(flow(name, part.fields())));
        if (flows.isEmpty()) {
            fields.find("flows").ifPresent(part -> part.error("value", "a load needs a flow", "write at least one"));
        }
        return new Step.HttpLoad(options, arrivals(fields.require("arrivals").fields()), flows);
    }

    private Step.Flow flow(String name, Fields fields) {
        var inFlow = new RequestReader(requests.saved());
        List<Request> all = fields.find("requests").stream()
                .flatMap(list -> list.items().stream())
                .map(part -> inFlow.read(part.fields()))
                .toList();
        return new Step.Flow(
                name, fields.find("weight").map(number -> number.count(1)).orElse(1), all);
    }

    private static Step.Arrivals arrivals(Fields fields) {
        return new Step.Arrivals(
                fields.require("rate").rate(),
                fields.find("shape")
                        .map(word -> word.word(Step.Arrivals.Shape.class, Step.Arrivals.Shape.CONSTANT))
                        .orElse(Step.Arrivals.Shape.CONSTANT),
                fields.find("ramp").map(Part::duration).orElse(Duration.ZERO));
    }

    private Step filesWrite(Step.Options options, Fields fields) {
        Set<String> saved = requests.saved();
        return new Step.FilesWrite(
                options,
                fields.require("to").template(saved),
                pace(fields),
                content(fields.require("content").fields()),
                fields.find("bom").map(Part::flag).orElse(false),
                fields.find("stages").map(part -> stages(part.fields())),
                requests.templates(fields.find("ledger")));
    }

    private static Step.Pace pace(Fields fields) {
        Optional<Part> arrivals = fields.find("arrivals");
        if (arrivals.isPresent()) {
            for (String key : List.of("count", "interval")) {
                fields.find(key)
                        .ifPresent(part -> part.error(
                                "value", "'%s' does not go with 'arrivals'".formatted(key), "keep one of the two"));
            }
            return new Step.Pace.Continuous(arrivals(arrivals.get().fields()));
        }
        return new Step.Pace.Burst(
                fields.find("count").map(number -> number.count(1)).orElse(1),
                fields.find("interval").map(Part::duration).orElse(Duration.ZERO));
    }

    private Step.Content content(Fields fields) {
        return fields.keyword()
                .<Step.Content>map(word -> switch (word) {
                    case "json" -> new Step.Content.Inline(fields.variant().json(requests.saved()), true);
                    case "text" -> new Step.Content.Inline(fields.variant().template(requests.saved()), false);
                    default -> new Step.Content.CopyOf(fields.variant().glob());
                })
                .orElse(new Step.Content.Inline(new Template(""), false));
    }

    private static Step.Stages stages(Fields fields) {
        return new Step.Stages(
                fields.require("partial").share(),
                fields.require("hold").duration(),
                fields.find("then")
                        .map(word -> word.word(Step.Stages.Then.class, Step.Stages.Then.COMPLETE))
                        .orElse(Step.Stages.Then.COMPLETE));
    }

    private Step serviceAct(Fields step, String verb, Part value) {
        Verb act = Verb.valueOf(verb.toUpperCase(Locale.ROOT));
        if (!value.isMap()) {
            return new Step.ServiceAct(options(step), act, names(value), Optional.empty(), Optional.empty());
        }
        Fields fields = value.fields();
        Optional<Duration> hold = fields.find("for").map(Part::positive);
        if (hold.isPresent() && act != Verb.PAUSE) {
            fields.find("for")
                    .orElseThrow()
                    .error("value", "'for' goes with service.pause", "use 'within', or a wait step");
        }
        return new Step.ServiceAct(
                options(step, value),
                act,
                names(fields.require("service")),
                fields.find("within").map(Part::positive),
                hold);
    }

    static List<String> names(Part list) {
        return list.items().stream().map(Part::reference).toList();
    }

    private Step await(Step.Options options, Fields fields) {
        return new Step.Await(
                options,
                subject(fields),
                fields.require("within").duration(),
                fields.find("for").map(Part::duration).orElse(Duration.ZERO),
                otherwise(fields));
    }

    private Step expect(Step.Options options, Fields fields) {
        return new Step.Expect(options, subject(fields), otherwise(fields));
    }

    private static Step.Otherwise otherwise(Fields fields) {
        return fields.find("otherwise")
                .map(word -> word.word(Step.Otherwise.class, Step.Otherwise.RED))
                .orElse(Step.Otherwise.RED);
    }

    private Step.Subject subject(Fields fields) {
        return fields.keyword()
                .<Step.Subject>map(word -> {
                    if (word.equals("service")) {
                        fields.require("is").word();
                        return new Step.Subject.ServiceReady(fields.variant().reference());
                    }
                    String metric = fields.variant().reference();
                    Map<String, String> where = RequestReader.mapOf(fields.find("where"), Part::text);
                    return new Step.Subject.OfMetric(
                            Statistic.of(word).orElseThrow(),
                            metric,
                            origins.where(where, allOrigins(fields), List.of(metric)),
                            fields.require("is").condition());
                })
                .orElse(new Step.Subject.ServiceReady(""));
    }

    static boolean allOrigins(Fields fields) {
        return fields.find("origin").map(Part::word).filter("all"::equals).isPresent();
    }
}
