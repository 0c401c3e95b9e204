package io.burnin.plan;

import java.util.List;

/** A small plan that is right, for tests to break in one place. */
final class Examples {

    /** Uses every kind of key at least once; {@link #with} replaces a line of it. */
    static final String PLAN = """
            burnin: 1
            plan: shop
            title: The shop
            parameters:
              home: {default: /srv/shop, role: place}
              shop: {default: "http://localhost:9000", role: place}
              command: {type: list, default: [java, -jar, shop.jar], role: place}
              perHour: {default: 600, min: 1, max: 100000, role: load}
              patience: {default: 90s, role: limit}
            services:
              shop:
                start: "${command}"
                directory: "${home}"
                processes: {commandLine: "*shop.jar*"}
                ready: {http: "${shop}/health", within: 20s}
            probes:
              log:
                log: "${home}/logs/*.log"
                lines:
                  errors: {contains: ERROR}
                  handled: {matches: 'order (?<id>\\S+) in (?<ms>\\d+) ms', id: id, value: ms, unit: ms}
              up: {http: "${shop}/health"}
              shop: {process: shop}
              orders:
                ledger:
                  submitted: {step: order}
                  handled: {log: log, line: handled}
                  done: {http: "${shop}/orders/<id>", is: {/state: done}}
                  lostAfter: "${patience}"
            tests:
              steady:
                steps:
                  - http.load:
                      as: order
                      arrivals: {rate: "${perHour}/h"}
                      flows:
                        buy:
                          requests:
                            - {post: "${shop}/orders", json: {item: "${n}"}, expect: {status: 200}, ledger: {orders: /id}}
                criteria:
                  fast: {p95: orders.latency, green: below 500 ms, yellow: at most 1 s, otherwise: red}
              crash:
                disturbs: [shop]
                steps:
                  - service.kill: shop
                  - wait: 5s
                  - service.start: shop
                  - await: {last: up.ok, is: exactly 1, within: 30s}
                finally:
                  - service.ensure: shop
                settle: 10s
            criteria:
              lost: {increase: orders.lost, green: exactly 0}
              errors:
                ratio: [log.errors, orders.done]
                window: {during: steady, except: faults}
                green: below 5 %
                yellow: below 10 %
                otherwise: red
            profiles:
              hour:
                duration: 1h
                schedule:
                  - {at: 0s, test: steady, for: 1h}
                  - {at: 30min, test: crash}
              minute:
                duration: 1min
                parameters: {perHour: 36000}
                schedule:
                  - {at: 0s, test: steady, for: 1min}
                  - {at: 20s, test: crash}
            report:
              metrics:
                - {label: Errors, value: errors}
            """;

    private Examples() {}

    /** The plan with the first line that contains {@code found} replaced, at the same indentation. */
    static String with(String found, String by) {
        List<String> lines = PLAN.lines().toList();
        int at = line(found) - 1;
        String old = lines.get(at);
        String indent = " ".repeat(old.length() - old.stripLeading().length());
        return String.join("\n", lines.subList(0, at)) + "\n" + indent + by.replace("\n", "\n" + indent) + "\n"
                + String.join("\n", lines.subList(at + 1, lines.size())) + "\n";
    }

    /** The number of the first line that contains a text. */
    static int line(String found) {
        List<String> lines = PLAN.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(found)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("no line with " + found);
    }

    static PlanFile read() throws PlanException {
        return PlanFile.read(PLAN);
    }
}
