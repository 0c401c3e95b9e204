package io.burnin.plan;

import static io.burnin.plan.Grammar.BAND;
import static io.burnin.plan.Grammar.CONDITION;
import static io.burnin.plan.Grammar.DURATION;
import static io.burnin.plan.Grammar.NAME;
import static io.burnin.plan.Grammar.TEXT;
import static io.burnin.plan.Grammar.WHERE;
import static io.burnin.plan.Shape.either;
import static io.burnin.plan.Shape.fields;
import static io.burnin.plan.Shape.list;
import static io.burnin.plan.Shape.of;
import static io.burnin.plan.Shape.oneOrMore;
import static io.burnin.plan.Shape.word;

import io.burnin.plan.Shape.Type;

/** The keys of criteria. */
final class CriterionGrammar {

    private static final Shape.Fields WHILE = fields("a while")
            .required("last", NAME, "the gauge whose last value counts")
            .optional("where", WHERE, "labels that its series must have")
            .required("is", CONDITION, "what it must be")
            .optional("for", DURATION, "for how long already; 0s if missing")
            .build();

    private static final Shape.Fields DAILY = fields("a part of every day")
            .required("daily", TEXT, "from when to when, in the plan's time zone: 02:00-04:00")
            .required("why", TEXT, "what happens then")
            .build();

    private static final Shape.Fields WINDOW = fields("a window")
            .optional("during", NAME, "the test within whose occurrences it looks")
            .optional(
                    "except",
                    oneOrMore(either(word("faults"), DAILY)),
                    "leaves out what touches a fault, or a part of every day")
            .optional("only", word("faults"), "looks at faults alone")
            .optional("while", WHILE, "only while this holds")
            .optional("warmup", DURATION, "cut off at the start of each stretch")
            .build();

    static final Shape.Fields CRITERION = statistics(fields("a criterion"))
            .optional("title", TEXT, "what it means; its name if missing")
            .optional("remedy", TEXT, "what to do when it is not green; reports say it")
            .optional("where", WHERE, "labels that the series must have")
            .optional("each", NAME, "one check for each value of this label")
            .optional("across", word("sum", "max"), "takes the series of a gauge together, at each time")
            .optional("origin", word("all"), "in a test: looks at what other tests caused too")
            .optional("window", WINDOW, "when it looks")
            .optional("over", DURATION, "of each full stretch that long; the worst counts")
            .optional("within", DURATION, "the same, and of the shorter ones at the start")
            .optional("for", DURATION, "with max or min: what the metric keeps up for so long")
            .required("green", BAND, "what is green")
            .optional("yellow", either(BAND, word("any")), "what is yellow when it is not green")
            .optional("otherwise", word("yellow", "red"), "every other value; must be said beside a yellow condition")
            .optional("to", CONDITION, "for recovery: what counts as recovered")
            .optional("missing", word("ignore"), "no evidence is no reason against green")
            .optional("coverage", of(Type.SHARE), "how much of the window must have been measured; 90 % if missing")
            .optional("about", word("product", "evidence"), "what it judges; the product if missing")
            .optional("severity", word("low", "medium", "high"), "of a finding from it; medium if missing")
            .optional("onRed", word("rollback"), "what a red asks for")
            .optional("only", oneOrMore(NAME), "the profiles that judge it")
            .optional("baseline", of(Type.BASELINE), "the runs to compare with; as the plan says if missing")
            .build();

    private CriterionGrammar() {}

    private static Shape.Builder statistics(Shape.Builder fields) {
        for (Statistic statistic : Statistic.values()) {
            if (statistic == Statistic.RATIO) {
                fields.variant(statistic.word(), list(NAME), "percent that the first metric is of the second");
            } else {
                fields.variant(statistic.word(), NAME, "of this metric");
            }
        }
        return fields;
    }
}
