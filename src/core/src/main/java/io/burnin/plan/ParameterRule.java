package io.burnin.plan;

/** A parameter that nothing uses promises an influence that it has not. */
final class ParameterRule implements Linter.Rule {

    @Override
    public void check(Linted linted) {
        linted.parameters().keySet().stream()
                .filter(name -> !linted.used().contains(name))
                .forEach(name -> linted.warning(
                        "parameter",
                        "parameters/" + name,
                        "nothing uses the parameter '%s'".formatted(name),
                        "use ${%s} somewhere, or remove it".formatted(name)));
    }
}
