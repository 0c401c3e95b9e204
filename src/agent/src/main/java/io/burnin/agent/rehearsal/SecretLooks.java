package io.burnin.agent.rehearsal;

import io.burnin.agent.policy.NamedSecrets;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.RunParts;
import java.util.List;
import java.util.Map;

/** Whether this host knows every secret that the plan names. Says the names and nothing more. */
final class SecretLooks {

    private static final String SECRET = "secret:";

    private final RunParts.Setting setting;

    SecretLooks(RunParts.Setting setting) {
        this.setting = setting;
    }

    List<Look> all() {
        return NamedSecrets.of(setting.plan()).entrySet().stream()
                .<Look>map(secret -> table -> look(secret, table))
                .toList();
    }

    private void look(Map.Entry<String, String> secret, Table table) {
        String what = SECRET + secret.getKey();
        try {
            setting.secrets().require(secret.getKey());
            table.ok(secret.getValue(), what, "this host knows it");
        } catch (StepFailed unknown) {
            table.failed(
                    secret.getValue(),
                    what,
                    unknown.getMessage(),
                    "name it under secrets in the agent.yaml of this host");
        }
    }
}
