package io.burnin.server.report;

import static io.burnin.server.report.Approved.assertApproved;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

    @Test
    void readsAsPeopleApprovedIt() {
        assertApproved("red.md", MarkdownReport.of(ReportExample.red()));
        assertApproved("extend.md", MarkdownReport.of(ReportExample.extend()));
        assertApproved("rejudged.md", MarkdownReport.of(ReportExample.rejudged()));
        assertApproved("red.html", new HtmlReport().of(ReportExample.red()));
        assertApproved("red.xml", JunitReport.of(ReportExample.red(), false));
    }

    @Test
    void ticksNoBoxWhenOnlyEvidenceIsMissing() {
        assertThat(MarkdownReport.of(ReportExample.extend()))
                .contains("- [ ] Open the shop\n- [ ] Fix issues first\n- [ ] Roll back\n\nNothing was measured")
                .doesNotContain("[x]");
    }

    @Test
    void letsNoTextBecomeMarkup() {
        assertThat(MarkdownReport.of(ReportExample.red())).doesNotContain("<b>");
        assertThat(new HtmlReport().of(ReportExample.red())).doesNotContain("<script>", "<b>core");
        assertThat(MarkdownReport.of(ReportExample.rejudged())).doesNotContain("<b>");
        assertThat(new HtmlReport().of(ReportExample.rejudged()))
                .contains("<h2>By other criteria</h2>", "looser: gone")
                .doesNotContain("<b>ops");
    }

    /** One page that can be sent: it asks no other place for anything. */
    @Test
    void bringsAllThatThePageNeeds() {
        // What was captured lies on the server; who has only the page reads on without it.
        assertThat(new HtmlReport().of(ReportExample.red()).replaceAll("<a href=\"/runs/\\w+/artifacts/\\d+\">", ""))
                .doesNotContain("src=", "href=", "url(", "@import", "http:", "https:");
    }

    @Test
    void tellsCiServersWhatFailed() throws Exception {
        Document xml = parse(JunitReport.of(ReportExample.red(), false));
        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);

        assertThat(names(xml.getElementsByTagName("testcase"))).hasSize(6);
        assertThat(suite.getAttribute("tests")).isEqualTo("6");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void letsYellowPassWhereTheCallerWantsThat() throws Exception {
        Document xml = parse(JunitReport.of(ReportExample.red(), true));

        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    @Test
    void failsTheRunItselfWhenItDidNotEnd() throws Exception {
        Document xml = parse(JunitReport.of(ReportExample.extend(), true));
        Element run = (Element) xml.getElementsByTagName("testcase").item(0);

        assertThat(run.getAttribute("classname")).isEqualTo("shop.run");
        assertThat(run.getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    private static List<String> names(NodeList cases) {
        return IntStream.range(0, cases.getLength())
                .mapToObj(i -> ((Element) cases.item(i)).getAttribute("name"))
                .toList();
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
