package io.burnin.demo;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The core over HTTP. */
final class CoreApi implements Http.Handler {

    private static final Pattern WITH_ID = Pattern.compile("/api/(missions|tasks|jobs)/(?!agent-plan$)([^/]+)(/\\w+)?");

    private final StateMachine machine;
    private final HealthLoop healthLoop;
    private final JobStore store;
    private final Dispatcher dispatcher;
    private final Results results;
    private final Setting setting;

    CoreApi(
            StateMachine machine,
            HealthLoop healthLoop,
            JobStore store,
            Dispatcher dispatcher,
            Results results,
            Setting setting) {
        this.machine = machine;
        this.healthLoop = healthLoop;
        this.store = store;
        this.dispatcher = dispatcher;
        this.results = results;
        this.setting = setting;
    }

    @Override
    public Http.Answer answer(Http.Request request) throws IOException {
        Matcher matcher = WITH_ID.matcher(request.path());
        String id = matcher.matches() ? matcher.group(2) : "";
        String route = matcher.matches() ? matcher.replaceFirst("/api/$1/{id}$3") : request.path();
        return switch (request.method() + " " + route) {
            case "POST /api/missions/agent-plan" -> agentPlan(body(request));
            case "POST /api/missions" -> mission(body(request));
            case "POST /api/missions/{id}/tasks" -> task(id, body(request));
            case "POST /api/tasks/{id}/jobs" -> job(id, body(request));
            case "GET /api/jobs/{id}" -> ok(store.job(id).view());
            case "POST /api/jobs/{id}/sync" -> ok(results.sync(id).view());
            case "POST /api/system/state/transition" -> transition(body(request));
            case "GET /api/system/state" -> ok(state());
            default -> Http.Answer.detail(404, "Not Found");
        };
    }

    /** What everybody but the worker posts. */
    private JsonObject body(Http.Request request) {
        if (setting.faults().due(Fault.REJECTING)) {
            throw new Refusal(400, "rejected");
        }
        if (request.contentType()
                .filter(type -> type.startsWith("application/json"))
                .isEmpty()) {
            throw new Refusal(422, "Content-Type must be application/json");
        }
        try {
            return Json.read(request.body());
        } catch (JsonException e) {
            throw new Refusal(422, "Body is not a JSON object: " + e.getMessage());
        }
    }

    private Http.Answer agentPlan(JsonObject body) throws IOException {
        String prompt = required(body, "user_prompt");
        String missionId = store.addMission();
        JsonObject params = new JsonObject(Json.object("user_prompt", prompt));
        Job.Task task = store.addTask(missionId, "Plan", "agent_plan", params);
        Job job = submit(task, JsonObject.EMPTY);
        return ok(Json.object(
                "mission", Json.object("id", missionId, "title", prompt),
                "task", taskView(task),
                "job", job.view()));
    }

    private Http.Answer mission(JsonObject body) throws IOException {
        return ok(Json.object(
                "id", store.addMission(), "title", body.text("title").orElse("")));
    }

    private Http.Answer task(String missionId, JsonObject body) throws IOException {
        return ok(taskView(store.addTask(
                missionId,
                required(body, "name"),
                required(body, "kind"),
                body.object("params").orElse(JsonObject.EMPTY))));
    }

    private Http.Answer job(String taskId, JsonObject body) throws IOException {
        return ok(submit(store.task(taskId), body.object("payload").orElse(JsonObject.EMPTY))
                .view());
    }

    private Job submit(Job.Task task, JsonObject payload) throws IOException {
        Job job = store.addJob(task, payload);
        setting.faults().jobAccepted();
        setting.deeds().note(Deed.JOB_ACCEPTED, job.id(), "kind", task.kind());
        dispatcher.submit(job);
        return store.job(job.id());
    }

    private static Map<String, Object> taskView(Job.Task task) {
        return Json.object(
                "id", task.id(),
                "mission_id", task.missionId(),
                "name", task.name(),
                "kind", task.kind(),
                "params", task.params());
    }

    private Http.Answer transition(JsonObject body) throws IOException {
        String wanted = required(body, "state");
        State next = State.named(wanted).orElseThrow(() -> new Refusal(400, "Unknown state: " + wanted));
        Transition made = machine.transition(
                next,
                required(body, "reason"),
                body.text("actor").orElse("api"),
                body.object("meta").orElse(JsonObject.EMPTY),
                healthLoop.health());
        return ok(Json.object("ok", true, "event", made.view()));
    }

    private Map<String, Object> state() {
        Situation now = machine.situation();
        return Json.object(
                "state", now.state(),
                "since", now.since().iso(),
                "duration", Stamp.now(setting.clock()).millisSince(now.since()) / 1000.0,
                "health", healthLoop.health().json(),
                "counters", now.counters(),
                "last_transition", now.last().map(Transition::view));
    }

    private static String required(JsonObject body, String name) {
        return body.text(name).orElseThrow(() -> new Refusal(400, "Missing " + name));
    }

    private static Http.Answer ok(Object body) {
        return new Http.Answer(200, body);
    }
}
