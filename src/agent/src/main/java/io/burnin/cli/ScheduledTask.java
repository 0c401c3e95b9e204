package io.burnin.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The agent as a task of Windows that begins with the host. */
record ScheduledTask(Start start) implements ServiceDefinition {

    private static final String NAME = "Burnin agent";

    @Override
    public String usualFile() {
        return "burnin-agent.xml";
    }

    /** As Windows itself writes and reads them. */
    @Override
    public byte[] bytes(Path file) {
        return ('\uFEFF' + text(file).replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE);
    }

    @Override
    public List<String> next(Path file) {
        return List.of(
                "schtasks /Create /TN \"%s\" /XML \"%s\" /RU \"%s\" /RP *".formatted(NAME, file, start.user()),
                "schtasks /Run /TN \"%s\"".formatted(NAME));
    }

    /**
     * Left to the defaults, Windows would end the task after 72 hours, not start it on batteries, and give it less than normal
     * priority. The repetition brings back an agent that was killed; {@code RestartOnFailure} is for one that cannot begin.
     */
    @Override
    public String text(Path file) {
        String next = next(file).stream()
                .map(command -> "    " + command.replace("--", "- -"))
                .collect(Collectors.joining("\n"));
        return """
                <?xml version="1.0" encoding="UTF-16"?>
                <!-- Burnin's agent, so that it comes back with its host. Next, as an administrator; the first asks for the
                     password of the user, who needs the right to log on as a batch job:

                %s
                -->
                <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
                  <RegistrationInfo>
                    <Description>Works on burn-in runs of this host.</Description>
                  </RegistrationInfo>
                  <Triggers>
                    <BootTrigger>
                      <Repetition>
                        <Interval>PT1M</Interval>
                        <StopAtDurationEnd>false</StopAtDurationEnd>
                      </Repetition>
                      <Enabled>true</Enabled>
                    </BootTrigger>
                  </Triggers>
                  <Principals>
                    <Principal id="agent">
                      <UserId>%s</UserId>
                      <LogonType>Password</LogonType>
                      <RunLevel>LeastPrivilege</RunLevel>
                    </Principal>
                  </Principals>
                  <Settings>
                    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
                    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
                    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
                    <StartWhenAvailable>true</StartWhenAvailable>
                    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
                    <IdleSettings>
                      <StopOnIdleEnd>false</StopOnIdleEnd>
                      <RestartOnIdle>false</RestartOnIdle>
                    </IdleSettings>
                    <AllowStartOnDemand>true</AllowStartOnDemand>
                    <Enabled>true</Enabled>
                    <RunOnlyIfIdle>false</RunOnlyIfIdle>
                    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
                    <Priority>5</Priority>
                    <RestartOnFailure>
                      <Interval>PT1M</Interval>
                      <Count>255</Count>
                    </RestartOnFailure>
                  </Settings>
                  <Actions Context="agent">
                    <Exec>
                      <Command>%s</Command>
                      <Arguments>%s</Arguments>
                      <WorkingDirectory>%s</WorkingDirectory>
                    </Exec>
                  </Actions>
                </Task>
                """.formatted(
                next,
                escaped(start.user()),
                escaped(start.java().toString()),
                escaped(start.arguments().stream().map(ScheduledTask::word).collect(Collectors.joining(" "))),
                escaped(start.folder().toString()));
    }

    /** No path of Windows contains a quote. */
    private static String word(String word) {
        return word.contains(" ") ? '"' + word + '"' : word;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
