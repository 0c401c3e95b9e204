package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.probe.tail.Tail;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Services;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.plan.Probe.Witness;
import io.burnin.plan.Service;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a sensor of each probe of a plan, and shows those that need others to each other. */
final class Wiring implements LedgerWitnesses.Feeds {

    private static final Duration AGENT_EVERY = Duration.ofSeconds(5);

    private final Plan plan;
    private final RunClock clock;
    private final Recorder recorder;
    private final Services services;
    private final Policy policy;
    private final Asker asker;
    private final Remembered remembered;
    private final Consumer<Reading> live;
    private final ProcessTable processTable = ProcessTable.ofThisHost();

    private final Map<String, SensorLoop> loops = new LinkedHashMap<>();
    private final Map<String, LogSensor> logs = new LinkedHashMap<>();
    private final Map<String, JsonlSensor> jsonls = new LinkedHashMap<>();
    private final Map<String, JsonSensor> jsons = new LinkedHashMap<>();
    private final List<ProcessSensor> processes = new ArrayList<>();
    private final Map<String, WiredLedger> ledgers = new LinkedHashMap<>();

    /** @param executors the services that may die over an execution */
    record WiredLedger(LedgerSensor sensor, LedgerWitnesses witnesses, Set<String> executors) {}

    Wiring(
            Plan plan,
            RunClock clock,
            Recorder recorder,
            Services services,
            Policy policy,
            Asker asker,
            Remembered remembered,
            Consumer<Reading> live) {
        this.plan = plan;
        this.clock = clock;
        this.recorder = recorder;
        this.services = services;
        this.policy = policy;
        this.asker = asker;
        this.remembered = remembered;
        this.live = live;
        // Ledgers last: they hear from the others, and are read after them.
        plan.probes().values().stream()
                .filter(probe -> !(probe instanceof Probe.Ledger))
                .forEach(this::add);
        plan.probes().values().stream().filter(Probe.Ledger.class::isInstance).forEach(this::add);
        loops.put(" agent", loop("agent", AGENT_EVERY, new AgentSensor(processTable, clock)));
    }

    /** By probe; ledgers after all others. */
    Map<String, SensorLoop> loops() {
        return loops;
    }

    List<ProcessSensor> processes() {
        return processes;
    }

    Map<String, WiredLedger> ledgers() {
        return ledgers;
    }

    @Override
    public Optional<SensorLoop> log(String probe, String line, IdListener listener) {
        Optional.ofNullable(logs.get(probe)).ifPresent(sensor -> sensor.listen(line, listener));
        return Optional.ofNullable(loops.get(probe));
    }

    @Override
    public Optional<SensorLoop> jsonl(String probe, String at, IdListener listener) {
        Optional.ofNullable(jsonls.get(probe)).ifPresent(sensor -> sensor.listen(at, listener));
        return Optional.ofNullable(loops.get(probe));
    }

    private void add(Probe probe) {
        Optional<String> refusal = refusal(probe);
        Sensor sensor = refusal.<Sensor>map(reason -> () -> {
                    throw new Refused(reason);
                })
                .orElseGet(() -> sensor(probe));
        SensorLoop loop = loop(probe.name(), probe.options().every(), sensor);
        loops.put(probe.name(), loop);
        refusal.ifPresent(loop::tellRefusal);
    }

    private SensorLoop loop(String probe, Duration every, Sensor sensor) {
        return new SensorLoop(probe, every, sensor, clock, recorder, remembered, live);
    }

    private Sensor sensor(Probe probe) {
        return switch (probe) {
            case Probe.Log log -> keep(logs, log, new LogSensor(log, tail(log.files(), log.encoding()), clock));
            case Probe.Jsonl jsonl -> {
                Glob files = Glob.of(jsonl.files());
                var tail = new Tail(files, StandardCharsets.UTF_8);
                yield keep(jsonls, jsonl, new JsonlSensor(jsonl, tail, files.isLiteral(), clock, notesOf(jsonl)));
            }
            case Probe.Json json -> keep(jsons, json, new JsonSensor(json, clock));
            case Probe.Agree agree ->
                new AgreeSensor(
                        agree, agree.sources().stream().map(this::source).toList(), clock);
            case Probe.Files files -> new FilesSensor(files, clock, notesOf(files));
            case Probe.Process process -> {
                var sensor = new ProcessSensor(process, services, processTable, clock);
                processes.add(sensor);
                yield sensor;
            }
            case Probe.Ready ready -> new ReadySensor(ready, services, clock);
            case Probe.Http http -> new HttpSensor(http, asker, clock);
            case Probe.Ledger ledger -> ledger(ledger);
        };
    }

    private static <T extends Sensor> T keep(Map<String, T> sensors, Probe probe, T sensor) {
        sensors.put(probe.name(), sensor);
        return sensor;
    }

    private static Tail tail(String files, Charset charset) {
        return new Tail(Glob.of(files), charset);
    }

    private Consumer<String> notesOf(Probe probe) {
        return text -> recorder.note(probe.name(), text);
    }

    private LedgerSensor ledger(Probe.Ledger ledger) {
        var witnesses = new LedgerWitnesses(ledger, this, asker::get, clock);
        var sensor = new LedgerSensor(
                ledger, clock, notesOf(ledger), id -> isSubmittedElsewhere(ledger.name(), id), witnesses);
        ledgers.put(ledger.name(), new WiredLedger(sensor, witnesses, executorsOf(ledger)));
        return sensor;
    }

    private boolean isSubmittedElsewhere(String ledger, String id) {
        return ledgers.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(ledger)
                        && other.getValue().sensor().isSubmitted(id));
    }

    /** The services whose own output tells of executions; any of them if that says nothing. */
    private Set<String> executorsOf(Probe.Ledger ledger) {
        Set<Path> outputs = ledger.handled().stream()
                .filter(Witness.ByLog.class::isInstance)
                .map(witness -> plan.probes().get(((Witness.ByLog) witness).probe()))
                .filter(Probe.Log.class::isInstance)
                .map(log -> Glob.of(((Probe.Log) log).files()))
                .filter(Glob::isLiteral)
                .map(glob -> glob.base().toAbsolutePath().normalize())
                .collect(Collectors.toSet());
        Set<String> executors = plan.services().values().stream()
                .filter(service -> service.output()
                        .map(output -> output.toAbsolutePath().normalize())
                        .filter(outputs::contains)
                        .isPresent())
                .map(Service::name)
                .collect(Collectors.toSet());
        return executors.isEmpty() ? plan.services().keySet() : executors;
    }

    private AgreeSensor.Source source(Probe.Saying saying) {
        return switch (saying) {
            case Probe.Saying.OfProbe(String probe, String at) -> new ProbeSays(probe, at);
            case Probe.Saying.OfHttp http -> new HttpSays(http);
        };
    }

    private final class ProbeSays implements AgreeSensor.Source {
        private final String probe;
        private final JsonPointer at;

        private ProbeSays(String probe, String at) {
            this.probe = probe;
            this.at = JsonPointer.compile(at);
        }

        @Override
        public String name() {
            return probe;
        }

        @Override
        public String says() throws IOException, InterruptedException {
            if (jsons.containsKey(probe)) {
                return JsonText.textAt(jsons.get(probe).content(), at).orElseThrow(this::nothing);
            }
            if (!jsonls.containsKey(probe) || !loops.get(probe).readNow()) {
                throw new IOException("probe %s cannot be read".formatted(probe));
            }
            return jsonls.get(probe)
                    .last()
                    .flatMap(line -> JsonText.textAt(line, at))
                    .orElseThrow(this::nothing);
        }

        private IOException nothing() {
            return new IOException("probe %s says nothing at %s".formatted(probe, at));
        }
    }

    private final class HttpSays implements AgreeSensor.Source {
        private final Probe.Saying.OfHttp source;

        private HttpSays(Probe.Saying.OfHttp source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.request().url().text();
        }

        @Override
        public String says() throws IOException, InterruptedException {
            var answer = asker.ask(source.request());
            Optional<String> mismatch = answer.mismatch(source.request().expect());
            if (mismatch.isPresent()) {
                throw new IOException(name() + " " + mismatch.get());
            }
            return answer.at(source.at())
                    .orElseThrow(() -> new IOException("%s says nothing at %s".formatted(name(), source.at())));
        }
    }

    /** Why this host does not allow the probe; empty if it does. */
    private Optional<String> refusal(Probe probe) {
        try {
            requireAllowed(probe);
            return Optional.empty();
        } catch (StepFailed refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private void requireAllowed(Probe probe) throws StepFailed {
        switch (probe) {
            case Probe.Log log -> policy.requireRead(Glob.of(log.files()).base());
            case Probe.Jsonl jsonl -> policy.requireRead(Glob.of(jsonl.files()).base());
            case Probe.Json json -> policy.requireRead(Path.of(json.file()));
            case Probe.Files files -> policy.requireRead(Glob.of(files.files()).base());
            case Probe.Http http -> asker.requireAllowed(http.request());
            case Probe.Agree agree -> {
                for (Probe.Saying saying : agree.sources()) {
                    if (saying instanceof Probe.Saying.OfHttp http) {
                        asker.requireAllowed(http.request());
                    }
                }
            }
            case Probe.Ledger ledger -> {
                List<Witness> witnesses = Stream.of(
                                ledger.submitted(), ledger.handled(), ledger.done(), ledger.failed())
                        .flatMap(List::stream)
                        .toList();
                for (Witness witness : witnesses) {
                    requireAllowed(witness);
                }
            }
            case Probe.Process process -> {}
            case Probe.Ready ready -> {}
        }
    }

    private void requireAllowed(Witness witness) throws StepFailed {
        switch (witness) {
            case Witness.ByFile(String files) -> policy.requireRead(FileWitness.folder(files));
            case Witness.ByHttp byHttp ->
                asker.requireAllowed(Asker.getOf(byHttp.url().replace("<id>", "id")));
            case Witness.ByStep byStep -> {}
            case Witness.ByLog byLog -> {}
            case Witness.ByJsonl byJsonl -> {}
        }
    }
}
