package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries on the target's host whether a plan could be executed there. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = {
            "Tries on the target's host, within a minute and without harm, whether a plan could be executed there:",
            "each probe is read, each process found, each address, permission, secret and rule of the policy tried.",
            "Exit code 2 if anything FAILED, 40 if the rehearsal did not come to its end."
        })
final class RehearseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "PLAN", description = "a plan that the server knows")
    private String plan;

    @Option(names = "--profile", description = "one of the plan's; else its first")
    private Optional<String> profile;

    @Option(names = "--target", required = true, description = "the target's name")
    private String target;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "K=V",
            description = "a parameter of the plan")
    private Map<String, String> parameters;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() {
        var order = new LinkedHashMap<String, Object>();
        order.put("plan", plan);
        order.put("profile", profile.orElseGet(this::firstProfile));
        order.put("target", target);
        order.put("mode", "rehearsal");
        if (parameters != null) {
            order.put("parameters", parameters);
        }
        JsonNode run = server.api().post("/runs", order);
        return new RehearsalWatch(server.api(), spec.commandLine().getOut(), json)
                .untilEnd(run.path("id").asText());
    }

    private String firstProfile() {
        return server.api()
                .get("/plans/" + RunName.path(plan))
                .path("profiles")
                .path(0)
                .asText();
    }
}
