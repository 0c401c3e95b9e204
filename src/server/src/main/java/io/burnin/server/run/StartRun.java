package io.burnin.server.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Mode;
import io.burnin.server.web.TimeSpan;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code POST /runs}.
 *
 * @param version else the newest
 * @param target its name; or {@code targetLabels} for any that carries them
 * @param tests the part of the plan that is to be executed; else all
 * @param onBusy what to do while the target has another run; else {@code queue}
 * @param queueFor after so long in the queue the run is ABORTED; else it waits for ever
 * @param mode else {@code burn-in}; a rehearsal tries on the target's host, within a minute, whether the plan could be executed
 * @param dryRun only say what would happen
 */
record StartRun(
        @NotBlank String plan,
        Optional<@Min(1) Integer> version,
        @NotBlank String profile,
        Optional<@Size(min = 1, max = 100) String> target,
        Map<@NotBlank @Size(max = 100) String, @Size(max = 255) String> targetLabels,
        Map<String, ParameterValue> parameters,
        Map<@NotBlank @Size(max = 100) String, @Size(max = 255) String> labels,
        List<@NotBlank String> tests,
        Optional<OnBusy> onBusy,
        Optional<TimeSpan> queueFor,
        Optional<Mode> mode,
        boolean dryRun) {

    StartRun {
        targetLabels = targetLabels == null ? Map.of() : targetLabels;
        parameters = parameters == null ? Map.of() : parameters;
        labels = labels == null ? Map.of() : labels;
        tests = tests == null ? List.of() : tests;
    }

    /** What to do with a run whose target has another one. */
    enum OnBusy {
        /** Wait. */
        @JsonProperty("queue")
        QUEUE,
        /** Start nothing, 409. */
        @JsonProperty("refuse")
        REFUSE,
        /** Cancel the other. */
        @JsonProperty("replace")
        REPLACE
    }
}
