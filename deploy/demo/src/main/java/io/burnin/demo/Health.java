package io.burnin.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which services were up at the last look. */
record Health(Service relay, Service worker) {

    enum Service {
        UP,
        DOWN,
        UNKNOWN
    }

    /** Before the first look. */
    static final Health UNKNOWN = new Health(Service.UNKNOWN, Service.UNKNOWN);

    boolean allUp() {
        return relay == Service.UP && worker == Service.UP;
    }

    Map<String, Object> json() {
        List<String> critical = new ArrayList<>();
        List<String> nonCritical = new ArrayList<>();
        if (worker == Service.DOWN) {
            critical.add("worker");
        }
        if (relay == Service.DOWN) {
            nonCritical.add("relay");
        }
        return Json.object(
                "overall",
                overall(),
                "services",
                Json.object("relay", word(relay), "worker", word(worker)),
                "critical_down",
                critical,
                "non_critical_down",
                nonCritical);
    }

    private String overall() {
        if (this.equals(UNKNOWN)) {
            return "unknown";
        }
        return allUp() ? "healthy" : "degraded";
    }

    private static String word(Service service) {
        return switch (service) {
            case UP -> "up";
            case DOWN -> "down";
            case UNKNOWN -> "unknown";
        };
    }
}
