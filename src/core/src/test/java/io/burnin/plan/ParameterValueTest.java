package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterValueTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"5s\"|5s", "18000|18000", "0.1|0.1", "1e7|10000000", "true|true"})
    void isATextIfJsonHoldsAScalar(String written, String text) throws JsonProcessingException {
        assertThat(json.readValue(written, ParameterValue.class)).isEqualTo(new ParameterValue.Text(text));
    }

    @Test
    void isACommandIfJsonHoldsAnArray() throws JsonProcessingException {
        assertThat(json.readValue("[\"npm\", \"start\"]", ParameterValue.class))
                .isEqualTo(new ParameterValue.Words(List.of("npm", "start")));
    }

    @Test
    void isWrittenAsItIsRead() throws JsonProcessingException {
        var values = List.of(new ParameterValue.Text("a"), new ParameterValue.Words(List.of("b", "c")));

        assertThat(json.writeValueAsString(values)).isEqualTo("[\"a\",[\"b\",\"c\"]]");
    }

    @Test
    void refusesAnObject() {
        assertThatThrownBy(() -> json.readValue("{\"a\": 1}", ParameterValue.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasMessageContaining("not {a=1}");
    }
}
