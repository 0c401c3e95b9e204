package io.burnin.plan;

import static io.burnin.plan.Grammar.CONDITION;
import static io.burnin.plan.Grammar.COUNT;
import static io.burnin.plan.Grammar.DURATION;
import static io.burnin.plan.Grammar.NAME;
import static io.burnin.plan.Grammar.PATH;
import static io.burnin.plan.Grammar.TEMPLATE;
import static io.burnin.plan.Grammar.WHERE;
import static io.burnin.plan.Shape.either;
import static io.burnin.plan.Shape.fields;
import static io.burnin.plan.Shape.keys;
import static io.burnin.plan.Shape.list;
import static io.burnin.plan.Shape.map;
import static io.burnin.plan.Shape.of;
import static io.burnin.plan.Shape.oneOrMore;
import static io.burnin.plan.Shape.word;

import io.burnin.plan.Shape.Type;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The keys of steps. */
final class StepGrammar {

    /** What a step can wait for: the statistics that have a value at any moment. */
    static final Set<Statistic> AWAITED = EnumSet.complementOf(
            EnumSet.of(Statistic.RATIO, Statistic.GROWTH, Statistic.TREND, Statistic.AVAILABILITY, Statistic.RECOVERY));

    private static final Shape STEPS = list(new Shape.Ref(() -> StepGrammar.STEP));

    /** May stand beside the action's key, and inside an action that is a map. */
    static final Map<String, Shape.Key> OPTIONS = keys().optional(
                    "as", NAME, "the name under which ledgers, metrics and checks refer to it")
            .optional("timeout", DURATION, "it has failed when it takes longer")
            .optional(
                    "idempotent", word("true", "false"), "whether it may be repeated when nobody knows if it happened")
            .optional("undo", new Shape.Ref(() -> StepGrammar.STEP), "what takes it back")
            .map();

    private static final Shape.Fields HTTP_REQUEST = RequestGrammar.withMethods(fields("an http.request"))
            .with(RequestGrammar.KEYS)
            .optional("times", COUNT, "how often; once if missing")
            .optional("every", DURATION, "between the intended starts; one after the other if missing")
            .with(OPTIONS)
            .build();

    static final Shape.Fields ARRIVALS = fields("arrivals")
            .required("rate", of(Type.RATE), "how many, e.g. 15/h; also /s, /min, /d")
            .optional("shape", word("constant", "poisson"), "evenly spaced or at random; constant if missing")
            .optional("ramp", DURATION, "how long the rate rises from 0")
            .reserved("day")
            .build();

    private static final Shape.Fields FLOW = fields("a flow")
            .optional("weight", COUNT, "how often it is picked, compared with the others; 1 if missing")
            .required("requests", list(RequestGrammar.REQUEST), "made one after the other")
            .build();

    private static final Shape.Fields HTTP_LOAD = fields("an http.load")
            .required("arrivals", ARRIVALS, "when one arrives")
            .required("flows", map(FLOW), "what one does")
            .with(OPTIONS)
            .build();

    private static final Shape.Fields CONTENT = fields("a content")
            .variant("json", new Shape.Json(), "written as JSON")
            .variant("text", TEMPLATE, "written as it is")
            .variant("file", PATH, "a copy of that file")
            .build();

    private static final Shape.Fields STAGES = fields("stages")
            .required("partial", of(Type.SHARE), "how much is written first")
            .required("hold", DURATION, "how long nothing follows")
            .optional("then", word("complete", "rename"), "how it becomes whole; complete if missing")
            .build();

    private static final Shape.Fields FILES_WRITE = fields("a files.write")
            .required("to", TEMPLATE, "the file's path")
            .optional("count", COUNT, "how many; 1 if missing")
            .optional("interval", DURATION, "between two; 0s if missing")
            .optional("arrivals", ARRIVALS, "in place of count and interval: as long as the test lasts")
            .required("content", CONTENT, "what a file holds")
            .optional("bom", word("true", "false"), "whether it begins with a byte order mark")
            .optional("stages", STAGES, "writes a part first")
            .optional("ledger", map(TEMPLATE), "ledger to the submitted id")
            .with(OPTIONS)
            .build();

    private static final Shape.Fields SERVICE_ACT = fields("a service action")
            .required("service", oneOrMore(NAME), "which, in that order")
            .optional("within", DURATION, "how long until it is ready, or gone")
            .optional("for", DURATION, "how long a pause lasts")
            .reserved("instances", "processes")
            .with(OPTIONS)
            .build();

    private static final Shape.Fields AWAIT = subjects(fields("an await"))
            .required("within", DURATION, "how long it may take")
            .optional("for", DURATION, "how long it must then last")
            .with(OPTIONS)
            .build();

    private static final Shape.Fields EXPECT =
            subjects(fields("an expect")).with(OPTIONS).build();

    private static final Shape.Fields REPEAT = fields("a repeat")
            .required("times", COUNT, "how often")
            .required("steps", STEPS, "what is repeated")
            .with(OPTIONS)
            .build();

    static final Shape.Fields STEP = serviceActs(fields("a step")
                    .variant("http.request", HTTP_REQUEST, "one HTTP request, or several")
                    .variant("http.load", HTTP_LOAD, "open-model load as long as the test lasts")
                    .variant("files.write", FILES_WRITE, "writes files"))
            .variant("await", AWAIT, "waits until the product does what is expected")
            .variant("expect", EXPECT, "looks once whether it does")
            .variant("wait", DURATION, "lets time pass")
            .variant("observe", NAME, "reads a probe now")
            .variant("repeat", REPEAT, "steps several times over")
            .variant("parallel", STEPS, "steps all at once; done when the last is")
            .with(OPTIONS)
            .reserved("files.touch", "files.lock", "disk.fill", "exec", "driver", "host.reboot")
            .build();

    private StepGrammar() {}

    private static Shape.Builder serviceActs(Shape.Builder step) {
        Shape services = either(oneOrMore(NAME), SERVICE_ACT);
        return step.variant("service.start", services, "starts it and waits until it is ready")
                .variant("service.stop", services, "asks it to stop, then kills it")
                .variant("service.kill", services, "kills every process of it at once")
                .variant("service.restart", services, "kills and starts it")
                .variant("service.pause", services, "halts its processes for a while")
                .variant("service.ensure", services, "starts it unless it is ready");
    }

    private static Shape.Builder subjects(Shape.Builder fields) {
        for (Statistic statistic : AWAITED) {
            fields.variant(
                    statistic.word(),
                    NAME,
                    "of this metric, since the test began",
                    keys().required("is", CONDITION, "what it must be")
                            .optional("where", WHERE, "labels that the series must have")
                            .optional("origin", word("all"), "looks at what other tests caused too"));
        }
        for (Statistic statistic : EnumSet.complementOf(EnumSet.copyOf(AWAITED))) {
            fields.reserved(statistic.word());
        }
        return fields.variant("service", NAME, "a service", keys().required("is", word("ready"), "what it must be"))
                .optional(
                        "otherwise",
                        word("red", "yellow", "insufficient"),
                        "what it means if it is not; red if missing")
                .reserved("across");
    }
}
