package io.burnin.plan;

import static io.burnin.plan.Shape.either;
import static io.burnin.plan.Shape.fields;
import static io.burnin.plan.Shape.keys;
import static io.burnin.plan.Shape.list;
import static io.burnin.plan.Shape.map;
import static io.burnin.plan.Shape.of;
import static io.burnin.plan.Shape.oneOrMore;
import static io.burnin.plan.Shape.word;

import io.burnin.plan.Shape.Type;

/** Every key of a plan. Steps, probes and criteria have tables of their own. */
final class Grammar {

    static final Shape TEXT = of(Type.TEXT);
    static final Shape TEMPLATE = of(Type.TEMPLATE);
    static final Shape NAME = of(Type.NAME);
    static final Shape PATH = of(Type.PATH);
    static final Shape POINTER = of(Type.POINTER);
    static final Shape COUNT = of(Type.COUNT);
    static final Shape DURATION = of(Type.DURATION);
    static final Shape CONDITION = of(Type.CONDITION);
    static final Shape BAND = of(Type.BAND);
    static final Shape VALUE = either(TEXT, list(TEXT));
    static final Shape WHERE = map(Type.TEXT, TEXT);

    private static final Shape.Fields PARAMETER = fields("a parameter")
            .optional("default", VALUE, "what holds if nobody gives a value; without it somebody must")
            .optional("type", word("text", "number", "duration", "list"), "guessed from the default if missing")
            .optional("min", TEXT, "the least value allowed")
            .optional("max", TEXT, "the greatest value allowed")
            .optional("values", list(TEXT), "the only values allowed")
            .optional("role", word("place", "load", "limit"), "what it is true of; place if missing")
            .optional("description", TEXT, "for people")
            .build();

    private static final Shape.Fields REQUIREMENT = fields("a requirement")
            .variant(
                    "port",
                    of(Type.PORT),
                    "a TCP port of this host",
                    keys().required("is", word("free", "open"), "how it must be"))
            .variant(
                    "disk",
                    PATH,
                    "a directory",
                    keys().required("free", of(Type.SIZE), "how much must be free on its disk"))
            .variant(
                    "http",
                    TEMPLATE,
                    "an address that must answer",
                    keys().optional("expect", new Shape.Ref(() -> RequestGrammar.EXPECT), "how it must answer"))
            .variant("service", NAME, "a service", keys().required("is", word("ready"), "how it must be"))
            .reserved("clock", "host")
            .build();

    private static final Shape.Fields OUTPUT = fields("an output")
            .required("file", PATH, "takes stdout and stderr, appended")
            .optional("keep", of(Type.SIZE), "a larger file is set aside as FILE.1 before a start; it grows if missing")
            .build();

    private static final Shape.Fields PROCESSES = fields("a match of processes")
            .variant("commandLine", TEXT, "a glob over the whole command line")
            .variant("executable", TEXT, "a glob over the executable's path")
            .variant("pidFile", PATH, "a file that holds the pid")
            .variant("port", of(Type.PORT), "whoever listens there")
            .optional("count", COUNT, "how many must match, a tree counting as its root; 1 if missing")
            .optional("user", TEXT, "whose they are; anybody's if missing")
            .build();

    private static final Shape.Fields STOP = fields("a way to stop")
            .required("signal", TEXT, "what it is sent, e.g. TERM")
            .optional("within", DURATION, "how long it has before it is killed; 10s if missing")
            .reserved("command", "http")
            .build();

    private static final Shape.Fields READY = fields("a readiness")
            .required("http", TEMPLATE, "the address that must answer")
            .optional("status", oneOrMore(COUNT), "allowed codes; every 2xx if missing")
            .optional("json", map(Type.POINTER, TEXT), "what must stand where in the answer")
            .optional("within", DURATION, "how long after its start; 30s if missing")
            .reserved("tcp", "send", "expect", "log", "line", "file")
            .build();

    private static final Shape.Fields SERVICE = fields("a service")
            .required("start", list(TEXT), "the words of the command that starts it")
            .optional("after", NAME, "the service that must be ready first")
            .optional("directory", PATH, "where it starts; the agent's own directory if missing")
            .optional("environment", map(Type.TEXT, TEMPLATE), "added to the agent's")
            .optional("output", OUTPUT, "where its output goes; thrown away if missing")
            .optional("processes", PROCESSES, "how it is found; only what the agent started if missing")
            .optional("stop", STOP, "how it is asked to stop; killed if missing")
            .optional("ready", READY, "when it is ready; as soon as it lives if missing")
            .optional(
                    "running",
                    word("restart", "adopt", "refuse"),
                    "what to do with one that runs already; restart if missing")
            .reserved("systemd", "windowsService", "observed", "brings", "instances", "restartsItself", "host")
            .build();

    private static final Shape.Fields METRIC = fields("a derived metric")
            .variant("ratio", list(NAME), "percent that the first is of the second")
            .variant("sum", list(NAME), "all together")
            .variant("difference", list(NAME), "the first without the others")
            .variant("max", list(NAME), "the greatest at each time")
            .variant("min", list(NAME), "the least at each time")
            .reserved("across")
            .build();

    private static final Shape STEPS = list(new Shape.Ref(() -> StepGrammar.STEP));
    private static final Shape CRITERIA = map(new Shape.Ref(() -> CriterionGrammar.CRITERION));

    private static final Shape.Fields TEST = fields("a test")
            .optional("title", TEXT, "what people call it; its name if missing")
            .optional("disturbs", oneOrMore(NAME), "the services it harms")
            .required("steps", STEPS, "what it does")
            .optional("finally", STEPS, "what is always done at its end, and undoes its harm")
            .optional("settle", DURATION, "how long the target may need to become calm again")
            .optional("criteria", CRITERIA, "promises about its own occurrences")
            .build();

    private static final Shape.Fields ENTRY = fields("an entry of the schedule")
            .variant("at", DURATION, "once, so long after the start")
            .variant(
                    "every",
                    DURATION,
                    "again and again",
                    keys().optional("from", DURATION, "the first; 0s if missing")
                            .optional("until", DURATION, "none from then on; the profile's end if missing"))
            .required("test", NAME, "which test")
            .optional("for", DURATION, "how long its continuous steps go on")
            .reserved("after", "wait", "daily", "times", "overrun")
            .build();

    private static final Shape.Fields PROFILE = fields("a profile")
            .required("duration", DURATION, "how long a run lasts")
            .optional("parameters", map(VALUE), "values in place of the defaults")
            .required("schedule", list(ENTRY), "when which test starts")
            .optional("stopOn", word("red", "never"), "when a run ends early; as the plan says if missing")
            .optional("evidence", word("point", "proven"), "what it takes to be green; as the plan says if missing")
            .build();

    private static final Shape.Fields LINE = fields("a line of the report")
            .required("label", TEXT, "what it is called")
            .required("value", TEXT, "the path of a criterion, or a statistic and a metric: mean jobs.latency")
            .build();

    private static final Shape.Fields RECOMMENDATION = fields("a recommendation")
            .optional("proceed", TEXT, "said when green")
            .optional("fix", TEXT, "said when something is to be fixed first")
            .optional("rollback", TEXT, "said when a red criterion asks for it")
            .build();

    private static final Shape.Fields REPORT = fields("a report")
            .optional("title", TEXT, "its heading; the plan's title if missing")
            .optional("metrics", list(LINE), "its table of metrics")
            .optional("recommendation", RECOMMENDATION, "its three possible endings")
            .build();

    private static final Shape.Fields CAPTURE = fields("a capture")
            .variant(
                    "files",
                    PATH,
                    "the files that match, at most 20, those that were written last",
                    keys().optional("last", of(Type.SIZE), "only so much of the end of each; all of it if missing"))
            .variant(
                    "log",
                    PATH,
                    "the end of a log: the name of a log or jsonl probe, or a path",
                    keys().optional("lines", COUNT, "so many; 1000 if missing")
                            .optional("last", of(Type.SIZE), "in place of lines: whole lines, as many as fit"))
            .variant(
                    "processes",
                    NAME,
                    "the processes of a service: pid, parent, start, processor time, memory, command line")
            .optional("max", of(Type.SIZE), "what is kept of all its files each time; 1 MB if missing, 8 MB at most")
            .optional(
                    "when",
                    oneOrMore(word("start", "red", "beforeRestart", "end")),
                    "at which moments of a run; red and end if missing")
            .build();

    static final Shape.Fields PLAN = fields("a plan")
            .required("burnin", COUNT, "the format: 1")
            .required("plan", NAME, "its name")
            .optional("title", TEXT, "what people call it; its name if missing")
            .optional("goal", TEXT, "what it is to find out")
            .optional("timezone", of(Type.ZONE), "of its times of day; the target's if missing")
            .optional("parameters", map(PARAMETER), "values that the target or the caller may give")
            .optional("requires", list(REQUIREMENT), "what must hold before anything is touched")
            .optional("setup", STEPS, "done before the schedule begins")
            .optional("teardown", STEPS, "done after the schedule, whatever happened")
            .optional("services", map(SERVICE), "the processes of the target")
            .optional("probes", map(new Shape.Ref(() -> ProbeGrammar.PROBE)), "what observes the target")
            .optional("metrics", map(METRIC), "metrics computed from others")
            .required("tests", map(TEST), "the scenarios")
            .optional("criteria", CRITERIA, "promises about the run as a whole")
            .required("profiles", map(PROFILE), "named sizings")
            .optional("stopOn", word("red", "never"), "when a run ends early; never if missing")
            .optional(
                    "evidence",
                    word("point", "proven"),
                    "what it takes to be green: the value seen, or that its interval is green too; point if missing")
            .optional("baseline", of(Type.BASELINE), "the runs that criteria compare with which do not say themselves")
            .optional("report", REPORT, "how the report looks")
            .optional("dashboard", list(TEXT), "metrics and criteria to show first")
            .optional("capture", list(CAPTURE), "pieces of the target that are kept with the run")
            .reserved("identity")
            .build();

    private Grammar() {}
}
