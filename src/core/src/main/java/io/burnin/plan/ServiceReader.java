package io.burnin.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads services and what must hold before a run. */
final class ServiceReader {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private ServiceReader() {}

    static Service service(String name, Part part) {
        Fields fields = part.fields();
        return new Service(
                name,
                fields.require("start").items().stream().map(Part::text).toList(),
                fields.find("after").map(Part::reference),
                fields.find("directory").map(Part::file).orElse(Path.of("")),
                RequestReader.mapOf(fields.find("environment"), value -> value.template(Set.of())),
                fields.find("output").map(output -> output(output.fields())),
                fields.find("processes").flatMap(ServiceReader::match),
                fields.find("stop").map(ServiceReader::stop),
                fields.find("ready").map(ServiceReader::readiness),
                fields.find("running")
                        .map(word -> word.word(Service.Running.class, Service.Running.RESTART))
                        .orElse(Service.Running.RESTART));
    }

    private static Service.Output output(Fields fields) {
        return new Service.Output(
                fields.require("file").file(), fields.find("keep").map(Part::size));
    }

    private static Optional<Service.Match> match(Part part) {
        Fields fields = part.fields();
        int count = fields.find("count").map(number -> number.count(1)).orElse(1);
        Optional<String> user = fields.find("user").map(Part::text);
        return fields.keyword().map(word -> {
            Part pattern = fields.variant();
            return switch (word) {
                case "commandLine" -> new Service.Match(Service.Match.By.COMMAND_LINE, pattern.text(), count, user);
                case "executable" -> new Service.Match(Service.Match.By.EXECUTABLE, pattern.text(), count, user);
                case "pidFile" -> new Service.Match(Service.Match.By.PID_FILE, pattern.glob(), count, user);
                default -> new Service.Match(Service.Match.By.PORT, Integer.toString(pattern.port()), count, user);
            };
        });
    }

    private static Service.StopBy stop(Part part) {
        Fields fields = part.fields();
        String signal = fields.require("signal").text().strip().toUpperCase(Locale.ROOT);
        return new Service.StopBy(
                signal.startsWith("SIG") ? signal.substring(3) : signal,
                fields.find("within").map(Part::duration).orElse(STOPS_WITHIN));
    }

    private static Service.Readiness readiness(Part part) {
        Fields fields = part.fields();
        var expect = new Request.Expectation(
                RequestReader.statuses(fields),
                RequestReader.mapOf(fields.find("json"), Part::text),
                Request.DEFAULT_WITHIN);
        var request = new Request(
                "GET",
                fields.require("http").template(Set.of()),
                Map.of(),
                Optional.empty(),
                false,
                expect,
                Map.of(),
                Map.of());
        return new Service.Readiness(
                request, fields.find("within").map(Part::positive).orElse(READY_WITHIN));
    }

    static Optional<Requirement> requirement(Part part) {
        Fields fields = part.fields();
        return fields.keyword().map(word -> switch (word) {
            case "port" ->
                fields.require("is").word().equals("open")
                        ? new Requirement.PortOpen(fields.variant().port())
                        : new Requirement.PortFree(fields.variant().port());
            case "disk" ->
                new Requirement.DiskFree(
                        fields.variant().file(), fields.require("free").size());
            case "http" ->
                new Requirement.HttpAnswers(RequestReader.get(fields.variant(), Map.of(), fields.find("expect")));
            default -> {
                fields.require("is").word();
                yield new Requirement.ServiceReady(fields.variant().reference());
            }
        });
    }
}
