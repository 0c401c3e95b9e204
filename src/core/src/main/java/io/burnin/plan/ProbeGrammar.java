package io.burnin.plan;

import static io.burnin.plan.Grammar.COUNT;
import static io.burnin.plan.Grammar.DURATION;
import static io.burnin.plan.Grammar.NAME;
import static io.burnin.plan.Grammar.PATH;
import static io.burnin.plan.Grammar.POINTER;
import static io.burnin.plan.Grammar.TEMPLATE;
import static io.burnin.plan.Grammar.TEXT;
import static io.burnin.plan.Shape.fields;
import static io.burnin.plan.Shape.keys;
import static io.burnin.plan.Shape.list;
import static io.burnin.plan.Shape.map;
import static io.burnin.plan.Shape.of;
import static io.burnin.plan.Shape.oneOrMore;
import static io.burnin.plan.Shape.word;

import io.burnin.plan.Shape.Type;

/** The keys of probes. */
final class ProbeGrammar {

    private static final Shape.Fields LINE = fields("a rule for lines")
            .variant("contains", TEXT, "lines with this text")
            .variant("matches", of(Type.PATTERN), "lines in which this regular expression is found")
            .optional("labels", map(NAME), "label to the named group that holds its value")
            .optional("value", NAME, "the named group that holds a number")
            .optional("unit", of(Type.UNIT), "of that number")
            .optional("decimal", word(".", ","), "its decimal sign; a point if missing")
            .optional("id", NAME, "the named group that holds the id that ledgers count by")
            .build();

    private static final Shape.Fields SAYING = fields("a source")
            .variant("probe", NAME, "what that json or jsonl probe read last")
            .variant("http", TEMPLATE, "the answer of that address")
            .required("at", POINTER, "where in it")
            .build();

    private static final Shape.Fields WITNESS = fields("a witness")
            .variant("step", NAME, "submitted by the steps of that name")
            .variant("files", PATH, "a file whose name has <id> where the id stands")
            .variant("log", NAME, "a log probe", keys().required("line", NAME, "its rule, which must have an id"))
            .variant("jsonl", NAME, "a jsonl probe", keys().required("id", POINTER, "where the id stands"))
            .variant(
                    "http",
                    TEXT,
                    "an address with <id>, asked for each open id",
                    keys().required("is", map(Type.POINTER, TEXT), "what must stand where in the answer"))
            .reserved("driver", "order")
            .build();

    private static final Shape WITNESSES = oneOrMore(WITNESS);

    private static final Shape.Fields LEDGER = fields("a ledger")
            .required("submitted", WITNESSES, "where an id is submitted")
            .optional("handled", WITNESSES, "where an execution begins; a second one is a duplicate")
            .optional("done", WITNESSES, "where it is completed; any of them will do")
            .optional("failed", WITNESSES, "where it has failed")
            .optional("delivery", word("exactly-once", "at-least-once"), "what is promised; exactly-once if missing")
            .required("lostAfter", DURATION, "an id that is open for longer is lost")
            .optional(
                    "settle",
                    DURATION,
                    "how long the end of a run waits for open ids; until the last of them is lost if missing")
            .build();

    static final Shape.Fields PROBE = fields("a probe")
            .variant(
                    "log",
                    PATH,
                    "new lines of the files that match",
                    keys().optional("encoding", of(Type.CHARSET), "utf-8 if missing")
                            .optional("lines", map(LINE), "one metric for each rule"))
            .variant(
                    "json",
                    PATH,
                    "a JSON file, read whole",
                    keys().optional("take", map(POINTER), "metric to the place of its value")
                            .optional("oneOf", map(Type.POINTER, list(TEXT)), "place to the values allowed there")
                            .optional("tries", COUNT, "readings until it counts as corrupt; 3 if missing")
                            .optional("tryEvery", DURATION, "between them; as every if missing"))
            .variant(
                    "jsonl",
                    PATH,
                    "new lines of files with a JSON object a line",
                    keys().optional("take", map(POINTER), "metric to the place of its value")
                            .optional("unique", POINTER, "a value that no two lines may share")
                            .optional("chain", list(POINTER), "[previous, next]: each must follow from the line before")
                            .optional("rising", POINTER, "a value that must never fall"))
            .variant(
                    "agree",
                    list(SAYING),
                    "sources that must say the same",
                    keys().optional("within", DURATION, "how long they may differ; 1s if missing"))
            .variant(
                    "files",
                    PATH,
                    "the files that match",
                    keys().optional("olderThan", DURATION, "counts those that stay longer"))
            .variant("process", NAME, "the processes of a service")
            .variant("service", NAME, "whether a service is ready")
            .variant(
                    "http",
                    TEMPLATE,
                    "an address, asked again and again",
                    keys().optional("headers", map(Type.TEXT, TEMPLATE), "headers to send")
                            .optional("expect", RequestGrammar.EXPECT, "what the answer must be")
                            .optional("take", map(POINTER), "metric to the place of its value"))
            .variant("ledger", LEDGER, "what became of every submitted id")
            .variant(
                    "pairs",
                    list(PATH),
                    "[first, second]: files with the same <id> in their names; the second must follow the first",
                    keys().required("within", DURATION, "how long that may take; an id that takes longer is lost"))
            .optional("every", DURATION, "how often it reads; 1s if missing")
            .optional("silentAfter", DURATION, "a run without a reading for so long is told at once")
            .optional(
                    "missing",
                    word("empty", "ignore"),
                    "that there is nothing to read: an empty file (log, jsonl), or no reason against green; no evidence if missing")
            .reserved("until", "time", "tcp", "host", "exec", "prometheus", "eventlog", "journal", "driver")
            .build();

    private ProbeGrammar() {}
}
