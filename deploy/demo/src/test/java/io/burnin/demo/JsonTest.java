package io.burnin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void writesWhatItRead() throws IOException {
        String text = """
                {"a":[1,-2.50,1E+400,true,false,null],"b":{},"c":"\\"\\\\\\n\\u0001é🚀","d":[]}""";

        assertThat(Json.write(Json.read(text))).isEqualTo(text);
    }

    @Test
    void readsEscapes() throws IOException {
        assertThat(Json.read("{\"a\":\"\\u00e9\\/\\t\"}").require("a")).isEqualTo("é/\t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1}x",
                "\uFEFF{}",
                "[]",
                "1",
                "{a:1}",
                "{\"a\":tru}",
                "{\"a\":1.2.3}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1,}"
            })
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        String text = "{\"a\":" + "[".repeat(100_000);

        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
    }
}
