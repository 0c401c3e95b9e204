package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.probe.tail.Tail;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.plan.Probe.Witness;
import io.burnin.plan.Service;
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

/** Makes a sensor of each probe of a plan, and shows those that need others to each other. */
final class Wiring implements LedgerWitnesses.Feeds {

    private static final Probe.Options AGENT =
            new Probe.Options("agent", Duration.ofSeconds(5), Optional.empty(), Probe.Missing.ABSENT);

    private final Plan plan;
    private final RunClock clock;
    private final Recorder recorder;
    private final Services services;
    private final Permission permission;
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
        this.permission = new Permission(policy, asker);
        this.asker = asker;
        this.remembered = remembered;
        this.live = live;
        // Ledgers last: they hear from the others, and are read after them.
        plan.probes().values().stream()
                .filter(probe -> !(probe instanceof Probe.Ledger))
                .forEach(this::add);
        plan.probes().values().stream().filter(Probe.Ledger.class::isInstance).forEach(this::add);
        loops.put(" agent", loop(AGENT, new AgentSensor(processTable, clock)));
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

    /** The probes of files: what a service left behind is to be seen before its next incarnation overwrites it. */
    List<SensorLoop> ofFiles() {
        return plan.probes().values().stream()
                .filter(probe -> switch (probe) {
                    case Probe.Log log -> true;
                    case Probe.Jsonl jsonl -> true;
                    case Probe.Json json -> true;
                    case Probe.Files files -> true;
                    case Probe.Agree agree -> false;
                    case Probe.Process process -> false;
                    case Probe.Ready ready -> false;
                    case Probe.Http http -> false;
                    case Probe.Ledger ledger -> false;
                    case Probe.Pairs pairs -> false;
                })
                .map(probe -> loops.get(probe.name()))
                .toList();
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
        Optional<String> refusal = permission.refusal(probe);
        Sensor sensor = refusal.<Sensor>map(reason -> () -> {
                    throw new Refused(reason);
                })
                .orElseGet(() -> sensor(probe));
        SensorLoop loop = loop(probe.options(), sensor);
        loops.put(probe.name(), loop);
        refusal.ifPresent(loop::tellRefusal);
    }

    private SensorLoop loop(Probe.Options options, Sensor sensor) {
        return new SensorLoop(options, sensor, clock, recorder, remembered, live);
    }

    private Sensor sensor(Probe probe) {
        return switch (probe) {
            case Probe.Log log ->
                keep(logs, log, new LogSensor(log, tail(Glob.of(log.files()), log.encoding(), log), clock));
            case Probe.Jsonl jsonl -> {
                Glob files = Glob.of(jsonl.files());
                Tail tail = tail(files, StandardCharsets.UTF_8, jsonl);
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
            case Probe.Ledger ledger -> ledger(ledger, LedgerSensor.Telling.BY_ORIGIN, executorsOf(ledger));
            case Probe.Pairs pairs -> ledger(pairs.asLedger(), LedgerSensor.Telling.TOGETHER, Set.of());
        };
    }

    private static <T extends Sensor> T keep(Map<String, T> sensors, Probe probe, T sensor) {
        sensors.put(probe.name(), sensor);
        return sensor;
    }

    private static Tail tail(Glob files, Charset charset, Probe probe) {
        boolean mustExist = probe.options().missing() != Probe.Missing.EMPTY;
        return new Tail(files, charset, mustExist);
    }

    private Consumer<String> notesOf(Probe probe) {
        return text -> recorder.note(probe.name(), text);
    }

    private LedgerSensor ledger(Probe.Ledger ledger, LedgerSensor.Telling telling, Set<String> executors) {
        var witnesses = new LedgerWitnesses(ledger, this, asker::get, clock);
        var sensor = new LedgerSensor(
                ledger, telling, clock, notesOf(ledger), id -> isSubmittedElsewhere(ledger.name(), id), witnesses);
        ledgers.put(ledger.name(), new WiredLedger(sensor, witnesses, executors));
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
                        .map(output -> output.file().toAbsolutePath().normalize())
                        .filter(outputs::contains)
                        .isPresent())
                .map(Service::name)
                .collect(Collectors.toSet());
        return executors.isEmpty() ? plan.services().keySet() : executors;
    }

    private AgreeSensor.Source source(Probe.Saying saying) {
        return switch (saying) {
            case Probe.Saying.OfProbe(String probe, String at) -> probeSource(probe, JsonPointer.compile(at));
            case Probe.Saying.OfHttp http -> new HttpSource(http, asker);
        };
    }

    private AgreeSensor.Source probeSource(String probe, JsonPointer at) {
        if (jsons.containsKey(probe)) {
            return new JsonSource(probe, jsons.get(probe), at);
        }
        return new LastLineSource(probe, () -> Optional.ofNullable(loops.get(probe)), () -> lastLine(probe), at);
    }

    private Optional<JsonNode> lastLine(String probe) {
        return Optional.ofNullable(jsonls.get(probe)).flatMap(JsonlSensor::last);
    }
}
