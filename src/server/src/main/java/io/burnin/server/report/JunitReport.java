package io.burnin.server.report;

import io.burnin.verdict.Check;
import io.burnin.verdict.Light;
import io.burnin.verdict.Trail;
import io.burnin.verdict.Verdict;
import io.burnin.verdict.Verdict.Reason;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The verdict as JUnit XML, for CI servers: a test case per check. Red is a failure, and yellow too unless the caller says that
 * it passes; what could not be evaluated is an error; what the profile does not judge is skipped. That the run itself did not
 * end well is a test case as well.
 */
final class JunitReport {

    private static final String RUN = "run";

    private final RunReport report;
    private final boolean yellowPasses;
    private final XMLStreamWriter xml;

    private JunitReport(RunReport report, boolean yellowPasses, XMLStreamWriter xml) {
        this.report = report;
        this.yellowPasses = yellowPasses;
        this.xml = xml;
    }

    static String of(RunReport report, boolean yellowPasses) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JunitReport(report, yellowPasses, xml).write();
            xml.close();
        } catch (XMLStreamException defect) {
            throw new IllegalStateException("the JUnit report cannot be written", defect);
        }
        return text.toString();
    }

    private enum Outcome {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    private Outcome outcome(Check check) {
        return switch (check.state()) {
            case NOT_JUDGED -> Outcome.SKIPPED;
            case NO_DATA, INSUFFICIENT, NO_BASELINE, ERROR ->
                check.light() == Light.GREEN ? Outcome.SKIPPED : Outcome.ERROR;
            case EVALUATED -> outcome(check.light());
        };
    }

    private Outcome outcome(Light light) {
        return switch (light) {
            case GREEN -> Outcome.PASSED;
            case YELLOW -> yellowPasses ? Outcome.PASSED : Outcome.FAILURE;
            case RED -> Outcome.FAILURE;
        };
    }

    /** Why the run is not green, apart from its checks. */
    private List<Reason> aboutTheRun() {
        List<String> criteria =
                report.verdict().checks().stream().map(Check::criterion).toList();
        return report.verdict().reasons().stream()
                .filter(reason -> !criteria.contains(reason.subject()))
                .toList();
    }

    private Outcome outcomeOfRun() {
        List<Reason> reasons = aboutTheRun();
        if (reasons.isEmpty()) {
            return Outcome.PASSED;
        }
        return reasons.stream().anyMatch(reason -> reason.kind() == Verdict.Kind.MEASURED)
                ? Outcome.FAILURE
                : Outcome.ERROR;
    }

    private void write() throws XMLStreamException {
        String name = report.run().name();
        String seconds = Long.toString(report.run().span().length().toSeconds());
        xml.writeStartDocument("UTF-8", "1.0");
        newLine();
        xml.writeStartElement("testsuites");
        attribute("name", "Burnin");
        counts(seconds);
        newLine();
        xml.writeStartElement("testsuite");
        attribute("name", name + " " + report.run().profile());
        counts(seconds);
        attribute(
                "timestamp",
                report.run()
                        .span()
                        .from()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replace("Z", ""));
        attribute("hostname", report.run().target().orElse("unknown"));
        newLine();
        properties();
        ofRun(seconds);
        for (Check check : report.verdict().checks()) {
            ofCheck(check);
        }
        xml.writeEndElement();
        newLine();
        xml.writeEndElement();
        xml.writeEndDocument();
        newLine();
    }

    private void counts(String seconds) throws XMLStreamException {
        var outcomes = new ArrayList<Outcome>();
        report.verdict().checks().forEach(check -> outcomes.add(outcome(check)));
        outcomes.add(outcomeOfRun());
        attribute("tests", Integer.toString(outcomes.size()));
        attribute("failures", count(outcomes, Outcome.FAILURE));
        attribute("errors", count(outcomes, Outcome.ERROR));
        attribute("skipped", count(outcomes, Outcome.SKIPPED));
        attribute("time", seconds);
    }

    private static String count(List<Outcome> outcomes, Outcome wanted) {
        return Long.toString(
                outcomes.stream().filter(outcome -> outcome == wanted).count());
    }

    private void properties() throws XMLStreamException {
        xml.writeStartElement("properties");
        property("run", report.run().id());
        property(
                "plan",
                "%s version %d".formatted(report.run().plan(), report.run().planVersion()));
        property("light", report.verdict().light().name());
        property("conclusive", Boolean.toString(report.verdict().conclusive()));
        property("provisional", Boolean.toString(report.verdict().provisional()));
        property("exitCode", Integer.toString(report.verdict().exitCode()));
        xml.writeEndElement();
        newLine();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void ofRun(String seconds) throws XMLStreamException {
        testCase(RUN, "the run ended as planned", seconds);
        String text = String.join("\n", aboutTheRun().stream().map(Reason::text).toList());
        problem(outcomeOfRun(), report.run().state(), text, text);
        xml.writeEndElement();
        newLine();
    }

    private void ofCheck(Check check) throws XMLStreamException {
        String group = check.test().orElse("criteria");
        testCase(group, "%s (%s)".formatted(check.title(), check.criterion()), "0");
        String type = check.isEvaluated() ? check.light().name() : check.state().name();
        problem(
                outcome(check),
                type,
                check.because(),
                "%s\nvalue: %s\nrule: %s\nn: %d\nclass: %s%s%s"
                        .formatted(
                                check.because(),
                                check.shown(),
                                check.rule(),
                                check.samples(),
                                check.errorClass().map(Enum::name).orElse("–"),
                                Words.coverage(check)
                                        .map(told -> "\ncoverage: " + told)
                                        .orElse(""),
                                check.trail().map(this::told).orElse("")));
        if (outcome(check) == Outcome.PASSED) {
            xml.writeStartElement("system-out");
            text(check.because());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        newLine();
    }

    private String told(Trail trail) {
        var moments = new Moments(report.tests());
        String since =
                trail.since().map(at -> "\nfirst seen: " + moments.told(at)).orElse("");
        return since
                + trail.details().stream()
                        .map(detail -> "\nin numbers: " + detail)
                        .collect(Collectors.joining())
                + "\nwhat to do: " + trail.remedy();
    }

    private void testCase(String group, String name, String seconds) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", report.run().plan() + "." + group);
        attribute("name", name);
        attribute("time", seconds);
    }

    private void problem(Outcome outcome, String type, String message, String details) throws XMLStreamException {
        switch (outcome) {
            case PASSED -> {}
            case SKIPPED -> {
                xml.writeEmptyElement("skipped");
                attribute("message", message);
            }
            case FAILURE, ERROR -> {
                xml.writeStartElement(outcome.name().toLowerCase(Locale.ROOT));
                attribute("type", type);
                attribute("message", message);
                text(details);
                xml.writeEndElement();
            }
        }
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private void text(String value) throws XMLStreamException {
        xml.writeCharacters(clean(value));
    }

    private void newLine() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** Control characters, which logs may hold, are not allowed in XML even when they are escaped. */
    private static String clean(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�");
    }
}
