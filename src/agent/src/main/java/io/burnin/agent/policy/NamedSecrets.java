package io.burnin.agent.policy;

import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.plan.Request;
import io.burnin.plan.Requirement;
import io.burnin.plan.Step;
import io.burnin.plan.Steps;
import io.burnin.plan.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The secrets that a plan names, {@code ${secret:NAME}}. */
public final class NamedSecrets {

    private static final String SECRET = "secret:";

    private NamedSecrets() {}

    /** Name to the first place in the plan, in its order. */
    public static Map<String, String> of(Plan plan) {
        var places = new LinkedHashMap<String, String>();
        templates(plan)
                .forEach(each -> each.template().render(name -> {
                    if (name.startsWith(SECRET)) {
                        places.putIfAbsent(name.substring(SECRET.length()).strip(), each.place());
                    }
                    return "";
                }));
        return places;
    }

    private record Placed(String place, Template template) {}

    private static Stream<Placed> templates(Plan plan) {
        Stream<Placed> services = plan.services().values().stream().flatMap(service -> {
            String place = "services/" + service.name();
            return Stream.concat(
                    service.environment().values().stream().map(value -> new Placed(place + "/environment", value)),
                    service.ready().stream().flatMap(ready -> of(ready.http(), place + "/ready")));
        });
        Stream<Placed> probes = plan.probes().values().stream().flatMap(NamedSecrets::of);
        Stream<Placed> requirements = plan.requires().stream()
                .filter(Requirement.HttpAnswers.class::isInstance)
                .flatMap(requirement -> of(((Requirement.HttpAnswers) requirement).request(), "requires"));
        Stream<Placed> steps = Steps.of(plan).stream()
                .flatMap(placed -> Stream.concat(
                        of(placed.step(), placed.path()),
                        placed.step().options().undo().stream().flatMap(undo -> of(undo, placed.path() + "/undo"))));
        return Stream.of(requirements, services, probes, steps).flatMap(all -> all);
    }

    private static Stream<Placed> of(Probe probe) {
        String place = "probes/" + probe.name();
        return switch (probe) {
            case Probe.Http http -> of(http.request(), place);
            case Probe.Agree agree ->
                agree.sources().stream()
                        .filter(Probe.Saying.OfHttp.class::isInstance)
                        .flatMap(saying -> of(((Probe.Saying.OfHttp) saying).request(), place));
            case Probe.Ledger ledger ->
                Stream.of(ledger.submitted(), ledger.handled(), ledger.done(), ledger.failed())
                        .flatMap(List::stream)
                        .filter(Probe.Witness.ByHttp.class::isInstance)
                        .map(witness -> new Placed(place, new Template(((Probe.Witness.ByHttp) witness).url())));
            case Probe.Log log -> Stream.empty();
            case Probe.Json json -> Stream.empty();
            case Probe.Jsonl jsonl -> Stream.empty();
            case Probe.Files files -> Stream.empty();
            case Probe.Pairs pairs -> Stream.empty();
            case Probe.Process process -> Stream.empty();
            case Probe.Ready ready -> Stream.empty();
        };
    }

    private static Stream<Placed> of(Step step, String place) {
        return switch (step) {
            case Step.HttpRequest request -> of(request.request(), place);
            case Step.HttpLoad load ->
                load.flows().stream().flatMap(flow -> flow.requests().stream()).flatMap(request -> of(request, place));
            case Step.FilesWrite write ->
                Stream.concat(
                        Stream.of(new Placed(place, write.to())),
                        write.content() instanceof Step.Content.Inline(Template text, boolean json)
                                ? Stream.of(new Placed(place, text))
                                : Stream.empty());
            case Step.ServiceAct act -> Stream.empty();
            case Step.Await await -> Stream.empty();
            case Step.Expect expect -> Stream.empty();
            case Step.Wait wait -> Stream.empty();
            case Step.Observe observe -> Stream.empty();
            case Step.Repeat repeat -> Stream.empty();
            case Step.Parallel parallel -> Stream.empty();
        };
    }

    private static Stream<Placed> of(Request request, String place) {
        return Stream.of(Stream.of(request.url()), request.headers().values().stream(), body(request).stream())
                .flatMap(all -> all)
                .map(template -> new Placed(place, template));
    }

    private static Optional<Template> body(Request request) {
        return request.body();
    }
}
