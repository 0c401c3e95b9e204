package io.burnin.agent.policy;

import io.burnin.plan.Capture;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.plan.Request;
import io.burnin.plan.Requirement;
import io.burnin.plan.Service;
import io.burnin.plan.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The narrowest rules under which a plan can be executed, for a person to read and sign off. */
public final class LeastPolicy {

    private static final Pattern ORIGIN = Pattern.compile("^(\\w+://[^/?#]+)");
    private static final Pattern OPEN_PART = Pattern.compile("[*?\\[{<]|\\$\\{");

    private final Set<String> commands = new TreeSet<>();
    private final Set<Path> read = new TreeSet<>();
    private final Set<Path> write = new TreeSet<>();
    private final Set<String> urls = new TreeSet<>();
    private final Map<String, Glob> harm = new LinkedHashMap<>();

    private LeastPolicy() {}

    public static Rules of(Plan plan) {
        var least = new LeastPolicy();
        plan.requires().forEach(least::add);
        plan.services().values().forEach(least::add);
        plan.probes().values().forEach(least::add);
        plan.captures().forEach(capture -> least.add(capture.source()));
        least.addAll(plan.setup());
        least.addAll(plan.teardown());
        plan.tests().values().forEach(test -> {
            least.addAll(test.steps());
            least.addAll(test.cleanup());
        });
        return new Rules(
                least.commands.stream().map(Glob::new).toList(),
                List.copyOf(least.read),
                List.copyOf(least.write),
                List.copyOf(least.urls),
                least.harm);
    }

    /** As it stands in an {@code agent.yaml}. */
    public static String toYaml(Rules rules) {
        var yaml = new StringBuilder("policy:\n");
        list(yaml, "commands", rules.commands().stream().map(Glob::text).toList());
        list(yaml, "read", rules.read().stream().map(Path::toString).toList());
        list(yaml, "write", rules.write().stream().map(Path::toString).toList());
        list(yaml, "urls", rules.urls());
        yaml.append("  harm:").append(rules.harm().isEmpty() ? " {}\n" : "\n");
        rules.harm()
                .forEach(
                        (service, glob) -> yaml.append("    %s: %s\n".formatted(quoted(service), quoted(glob.text()))));
        return yaml.toString();
    }

    private void add(Requirement requirement) {
        switch (requirement) {
            case Requirement.HttpAnswers(Request request) -> add(request);
            case Requirement.DiskFree free -> {}
            case Requirement.PortFree port -> {}
            case Requirement.PortOpen port -> {}
            case Requirement.ServiceReady ready -> {}
        }
    }

    /** A service is stopped at the run's end if the run started it, so each one needs the right to harm it. */
    private void add(Service service) {
        if (!service.start().isEmpty()) {
            commands.add(String.join(" ", service.start()));
            read.add(service.directory());
            harm.put(service.name(), processesOf(service));
        }
        service.output()
                .map(output -> output.file().toAbsolutePath().getParent())
                .ifPresent(write::add);
        service.ready().ifPresent(ready -> add(ready.http()));
    }

    private static Glob processesOf(Service service) {
        return service.processes()
                .map(match -> new Glob(
                        switch (match.by()) {
                            case COMMAND_LINE -> match.pattern();
                            case EXECUTABLE -> match.pattern() + "*";
                            case PID_FILE, PORT -> "*";
                        }))
                .orElseGet(() -> new Glob(String.join(" ", service.start())));
    }

    private void add(Probe probe) {
        switch (probe) {
            case Probe.Log log -> addRead(log.files());
            case Probe.Json json -> addRead(json.file());
            case Probe.Jsonl jsonl -> addRead(jsonl.files());
            case Probe.Files files -> addRead(files.files());
            case Probe.Http http -> add(http.request());
            case Probe.Agree agree ->
                agree.sources().forEach(source -> {
                    if (source instanceof Probe.Saying.OfHttp(Request request, String at)) {
                        add(request);
                    }
                });
            case Probe.Pairs pairs -> add(pairs.asLedger());
            case Probe.Ledger ledger -> {
                for (List<Probe.Witness> witnesses :
                        List.of(ledger.submitted(), ledger.handled(), ledger.done(), ledger.failed())) {
                    witnesses.forEach(this::add);
                }
            }
            case Probe.Process process -> {}
            case Probe.Ready ready -> {}
        }
    }

    private void add(Probe.Witness witness) {
        switch (witness) {
            case Probe.Witness.ByFile(String files) -> addRead(files);
            case Probe.Witness.ByHttp(String url, var is) -> addUrl(url);
            case Probe.Witness.ByLog log -> {}
            case Probe.Witness.ByJsonl jsonl -> {}
            case Probe.Witness.ByStep step -> {}
        }
    }

    private void add(Capture.Source source) {
        switch (source) {
            case Capture.Source.Files(String files, var last) -> addRead(files);
            case Capture.Source.Log log -> addRead(log.files());
            case Capture.Source.Processes processes -> {}
        }
    }

    private void addAll(List<Step> steps) {
        for (Step step : steps) {
            step.options().undo().ifPresent(undo -> addAll(List.of(undo)));
            switch (step) {
                case Step.HttpRequest request -> add(request.request());
                case Step.HttpLoad load ->
                    load.flows().forEach(flow -> flow.requests().forEach(this::add));
                case Step.FilesWrite files -> {
                    folderOf(files.to().text()).ifPresent(write::add);
                    if (files.content() instanceof Step.Content.CopyOf(String file)) {
                        addRead(file);
                    }
                }
                case Step.Repeat repeat -> addAll(repeat.steps());
                case Step.Parallel parallel -> addAll(parallel.steps());
                case Step.ServiceAct act -> {}
                case Step.Await await -> {}
                case Step.Expect expect -> {}
                case Step.Wait wait -> {}
                case Step.Observe observe -> {}
            }
        }
    }

    private void add(Request request) {
        addUrl(request.url().text());
    }

    private void addUrl(String url) {
        Matcher origin = ORIGIN.matcher(url);
        if (origin.find()) {
            urls.add(origin.group(1).replaceAll("\\$\\{[^}]*}", "*"));
        }
    }

    private void addRead(String files) {
        folderOf(files).ifPresent(read::add);
    }

    /** The deepest folder that all files of that name lie below. */
    private static Optional<Path> folderOf(String files) {
        Matcher open = OPEN_PART.matcher(files);
        String fixed = open.find() ? files.substring(0, open.start()) : files;
        int end = Math.max(fixed.lastIndexOf('/'), fixed.lastIndexOf('\\'));
        return end < 0 ? Optional.empty() : Optional.of(Path.of(fixed.substring(0, Math.max(end, 1))));
    }

    private static void list(StringBuilder yaml, String key, List<String> values) {
        yaml.append("  ").append(key).append(values.isEmpty() ? ": []\n" : ":\n");
        values.forEach(value -> yaml.append("    - ").append(quoted(value)).append('\n'));
    }

    /** In single quotes nothing but the quote itself means anything. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
