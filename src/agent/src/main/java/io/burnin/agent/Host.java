package io.burnin.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import oshi.SystemInfo;

/**
 * The machine that the agent runs on.
 *
 * @param os name and version
 * @param bootId another after each boot
 */
public record Host(String name, String os, String bootId) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    public static Host ofThisMachine() throws IOException {
        return new Host(
                hostName(), System.getProperty("os.name") + " " + System.getProperty("os.version"), readBootId());
    }

    /** Facts for the report; no secrets, no paths. */
    public Map<String, String> environment() {
        return Map.of(
                "host",
                name,
                "os",
                os,
                "architecture",
                System.getProperty("os.arch"),
                "processors",
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                "java",
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                "agent",
                version(),
                "bootId",
                bootId);
    }

    /** Of this build; {@code development} when it runs from classes. */
    public static String version() {
        return Optional.ofNullable(Host.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse("localhost");
        }
    }

    /** Linux gives each boot an id; elsewhere its time serves. */
    private static String readBootId() throws IOException {
        return Files.isReadable(BOOT_ID)
                ? Files.readString(BOOT_ID).strip()
                : Long.toString(new SystemInfo().getOperatingSystem().getSystemBootTime());
    }
}
