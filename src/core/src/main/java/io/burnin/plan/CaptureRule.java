package io.burnin.plan;

import io.burnin.plan.Capture.Amount;
import io.burnin.plan.Capture.Moment;
import io.burnin.plan.Capture.Source;
import java.util.List;
import java.util.stream.Stream;

/** What is to be captured must be somewhere, and its moment must come. */
final class CaptureRule implements Linter.Rule {

    private static final String RULE = "capture";
    private static final String WILD = "*?[{";

    @Override
    public void check(Linted linted) {
        List<Capture> captures = linted.plan().captures();
        for (int i = 0; i < captures.size(); i++) {
            Capture capture = captures.get(i);
            String path = "capture/" + i;
            switch (capture.source()) {
                case Source.Processes(String service) ->
                    NameRule.require(
                            linted, linted.plan().services().keySet(), "service", service, path + "/processes");
                case Source.Files(String files, var last) -> {
                    checkFiles(linted, files, path + "/files");
                    last.ifPresent(bytes -> checkFits(linted, bytes, capture, path));
                }
                case Source.Log log -> {
                    checkLog(linted, log, path + "/log");
                    if (log.amount() instanceof Amount.Bytes(long bytes)) {
                        checkFits(linted, bytes, capture, path);
                    }
                }
            }
            checkMoments(linted, capture, path);
        }
    }

    private static void checkLog(Linted linted, Source.Log log, String path) {
        boolean isPath = log.log().indexOf('/') >= 0 || log.log().indexOf('\\') >= 0;
        if (isPath) {
            checkFiles(linted, log.files(), path);
            return;
        }
        List<String> logs = linted.plan().probes().values().stream()
                .filter(probe -> probe instanceof Probe.Log || probe instanceof Probe.Jsonl)
                .map(Probe::name)
                .toList();
        NameRule.require(linted, logs, "log or jsonl probe", log.log(), path);
    }

    /** A pattern without a folder in front would look through the whole disk, and no owner of a host allows that. */
    private static void checkFiles(Linted linted, String files, String path) {
        String folder = folderOf(files);
        if (folder.isEmpty() || folder.endsWith(":")) {
            linted.error(
                    RULE,
                    path,
                    "'%s' lies in no folder, and would look through the whole disk".formatted(files),
                    "write the folder: /srv/shop/logs/*.log");
        } else if (foldersOf(linted.plan()).noneMatch(known -> (folder + "/").startsWith(known + "/"))) {
            linted.warning(
                    RULE,
                    path,
                    "nothing else of the plan lies in %s: is it the right folder?".formatted(folder),
                    "if it is, the policy of the agent must allow to read it");
        }
    }

    private static int firstWild(String files) {
        int at = 0;
        while (at < files.length() && WILD.indexOf(files.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Where its services live and its probes look. */
    private static Stream<String> foldersOf(Plan plan) {
        Stream<String> services = plan.services().values().stream()
                .flatMap(service -> Stream.concat(
                        Stream.of(service.directory().toString()),
                        service.output().stream()
                                .map(output -> folderOf(output.file().toString()))));
        Stream<String> probes = plan.probes().values().stream().flatMap(probe -> switch (probe) {
            case Probe.Log log -> Stream.of(folderOf(log.files()));
            case Probe.Json json -> Stream.of(folderOf(json.file()));
            case Probe.Jsonl jsonl -> Stream.of(folderOf(jsonl.files()));
            case Probe.Files each -> Stream.of(folderOf(each.files()));
            case Probe.Pairs pairs -> Stream.of(folderOf(pairs.first()), folderOf(pairs.second()));
            case Probe.Agree agree -> Stream.empty();
            case Probe.Process process -> Stream.empty();
            case Probe.Ready ready -> Stream.empty();
            case Probe.Http http -> Stream.empty();
            case Probe.Ledger ledger -> Stream.empty();
        });
        return Stream.concat(services, probes)
                .map(folder -> folder.replace('\\', '/'))
                .filter(folder -> !folder.isEmpty());
    }

    private static String folderOf(String files) {
        String portable = files.replace('\\', '/');
        String fixed = portable.substring(0, firstWild(portable));
        return fixed.substring(0, Math.max(0, fixed.lastIndexOf('/')));
    }

    private static void checkFits(Linted linted, long bytes, Capture capture, String path) {
        if (bytes > capture.max()) {
            linted.warning(
                    RULE,
                    path + "/last",
                    "%,d bytes of each file are wanted, and %,d may be kept of all".formatted(bytes, capture.max()),
                    "write a larger max, or want less");
        }
    }

    private static void checkMoments(Linted linted, Capture capture, String path) {
        boolean restarts = Steps.of(linted.plan()).stream()
                .anyMatch(placed -> placed.test().isPresent() && isRestart(placed.step()));
        if (capture.when().contains(Moment.BEFORE_RESTART) && !restarts) {
            linted.warning(
                    RULE,
                    path + "/when",
                    "no test stops, kills or restarts a service, so that beforeRestart never comes",
                    "take it away, or write another moment: start, red, end");
        }
    }

    private static boolean isRestart(Step step) {
        return step instanceof Step.ServiceAct act && act.verb().endsProcesses();
    }
}
