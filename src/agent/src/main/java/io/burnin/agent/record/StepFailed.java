package io.burnin.agent.record;

import io.burnin.verdict.ErrorClass;
import java.util.Map;

/** An action could not do its work, so the product was not tested. Says whose fault that is. */
public final class StepFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;
    private final transient Map<String, String> detail;

    public StepFailed(ErrorClass errorClass, String message) {
        this(errorClass, message, Map.of());
    }

    public StepFailed(ErrorClass errorClass, String message, Map<String, String> detail) {
        super(message);
        this.errorClass = errorClass;
        this.detail = Map.copyOf(detail);
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public Map<String, String> detail() {
        return detail;
    }
}
