package io.burnin.agent.rehearsal;

import static java.util.stream.Collectors.joining;

import io.burnin.agent.http.Answer;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.RunParts;
import io.burnin.plan.Probe;
import io.burnin.plan.Probe.Witness;
import io.burnin.plan.Request;
import io.burnin.plan.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads each probe once. */
final class ProbeLooks {

    private final RunParts.Setting setting;
    private final Asking asking;
    private final ServiceLooks services;
    private final FileLooks files;
    private final JsonLooks jsons;

    ProbeLooks(RunParts.Setting setting, Asking asking, ServiceLooks services) {
        this.setting = setting;
        this.asking = asking;
        this.services = services;
        var access = new FileAccess(setting.policy(), services);
        this.files = new FileLooks(access);
        this.jsons = new JsonLooks(access);
    }

    List<Look> all() {
        return setting.plan().probes().values().stream()
                .<Look>map(probe -> table -> look(probe, table))
                .toList();
    }

    private void look(Probe probe, Table table) throws InterruptedException {
        switch (probe) {
            case Probe.Log log -> files.look(log, table);
            case Probe.Jsonl jsonl -> jsons.look(jsonl, table);
            case Probe.Json json -> jsons.look(json, table);
            case Probe.Files all -> files.look(all, table);
            case Probe.Http http -> look(http, table);
            case Probe.Agree agree -> look(agree, table);
            case Probe.Ledger ledger -> look(ledger, table);
            case Probe.Pairs pairs -> look(pairs.asLedger(), table);
            case Probe.Process process -> look(process, table);
            case Probe.Ready ready -> look(ready, table);
        }
    }

    private void look(Probe.Process process, Table table) {
        int matches = services.matches(process.service()).size();
        String found = matches == 0 ? "%s does not run: nothing to measure now" : "%s runs: it can be measured";
        table.ok("probes/" + process.name(), "probe " + process.name(), found.formatted(process.service()));
    }

    private void look(Probe.Ready ready, Table table) throws InterruptedException {
        String found = services.isReady(ready.service()) ? "%s is ready" : "%s is not ready";
        table.ok("probes/" + ready.name(), "probe " + ready.name(), found.formatted(ready.service()));
    }

    private void look(Probe.Http http, Table table) throws InterruptedException {
        String place = "probes/" + http.name();
        Optional<Answer> answer = answer(http.request(), place, http.name(), table);
        if (answer.isEmpty()) {
            return;
        }
        Optional<String> mismatch = answer.get().mismatch(http.request().expect());
        if (mismatch.isPresent()) {
            table.warning(
                    place, http.name(), mismatch.get(), "correct what is expected, if the target is as it should be");
        } else {
            table.ok(
                    place,
                    http.name(),
                    "answered %d as expected".formatted(answer.get().status()));
        }
        JsonLooks.tell(http.take(), answer.get(), http.name(), table);
    }

    private void look(Probe.Agree agree, Table table) throws InterruptedException {
        String place = "probes/" + agree.name();
        var said = new LinkedHashMap<String, String>();
        for (Probe.Saying saying : agree.sources()) {
            Optional<String> value = switch (saying) {
                case Probe.Saying.OfProbe(String probe, String at) ->
                    jsons.value(setting.plan().probes().get(probe), at);
                case Probe.Saying.OfHttp(Request request, String at) ->
                    answer(request, place, agree.name(), table).flatMap(answer -> answer.at(at));
            };
            said.put(nameOf(saying), value.orElse("nothing"));
        }
        String found = said.entrySet().stream()
                .map(each -> "%s says %s".formatted(each.getKey(), each.getValue()))
                .collect(joining(", "));
        if (new HashSet<>(said.values()).equals(Set.of("nothing")) || new HashSet<>(said.values()).size() > 1) {
            table.warning(
                    place,
                    agree.name(),
                    found,
                    "correct the pointer of the one that differs, unless the target was just changing");
        } else {
            table.ok(place, agree.name(), found);
        }
    }

    private static String nameOf(Probe.Saying saying) {
        return switch (saying) {
            case Probe.Saying.OfProbe(String probe, String at) -> "%s %s".formatted(probe, at);
            case Probe.Saying.OfHttp(Request request, String at) ->
                "%s %s".formatted(request.url().text(), at);
        };
    }

    private void look(Probe.Ledger ledger, Table table) throws InterruptedException {
        List<Witness> witnesses = Stream.of(ledger.submitted(), ledger.handled(), ledger.done(), ledger.failed())
                .flatMap(List::stream)
                .distinct()
                .toList();
        for (Witness witness : witnesses) {
            switch (witness) {
                case Witness.ByFile(String pattern) -> files.lookIntoFolder(ledger, folderOf(pattern), table);
                case Witness.ByHttp(String url, var is) -> lookAtAddress(ledger, url, table);
                // Its steps, and the rules of other probes, have lines of their own.
                case Witness.ByStep step -> {}
                case Witness.ByLog log -> {}
                case Witness.ByJsonl jsonl -> {}
            }
        }
    }

    /** Nobody knows an id yet, so it is only seen whether it may be asked and somebody is there. */
    private void lookAtAddress(Probe.Ledger ledger, String url, Table table) {
        String place = "probes/" + ledger.name();
        String what = ledger.name() + " " + url;
        try {
            URI address = asking.address(get(url.replace("<id>", "id")));
            tellListening(Asking.listens(address), place, what, table);
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        }
    }

    private void tellListening(boolean listens, String place, String what, Table table) {
        if (listens) {
            table.ok(place, what, "allowed by policy, and somebody listens there");
        } else {
            tellSilent("allowed by policy; nobody listens there", place, what, table);
        }
    }

    private void tellSilent(String found, String place, String what, Table table) {
        if (services.allRun()) {
            table.failed(place, what, found, "correct the address, or start what listens there");
        } else {
            table.warning(place, what, found, "not every service runs: start them and rehearse again");
        }
    }

    private Optional<Answer> answer(Request request, String place, String what, Table table)
            throws InterruptedException {
        try {
            if (!request.isSafe()) {
                tellListening(Asking.listens(asking.address(request)), place, what + " " + request.method(), table);
                return Optional.empty();
            }
            return Optional.of(asking.ask(request));
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        } catch (IOException noAnswer) {
            tellSilent(String.valueOf(noAnswer.getMessage()), place, what, table);
        }
        return Optional.empty();
    }

    private static Path folderOf(String pattern) {
        int end = Math.max(pattern.lastIndexOf('/'), pattern.lastIndexOf(java.io.File.separatorChar));
        return Path.of(pattern.substring(0, Math.max(1, end)));
    }

    private static Request get(String url) {
        return new Request(
                "GET",
                new Template(url),
                Map.of(),
                Optional.empty(),
                false,
                new Request.Expectation(Set.of(), Map.of(), Duration.ofSeconds(2)),
                Map.of(),
                Map.of());
    }
}
