package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthTest {

    /** Each of them was off by the last digit when it was counted in binary, and so beyond a limit that it keeps. */
    @ParameterizedTest(name = "from {0} to {1} it is exactly {2} %")
    @CsvSource({
        "100, 110, 10",
        "0.3, 0.33, 10",
        "3, 3.3, 10",
        "1000, 1050, 5",
        "7, 7, 0",
        "200, 100, -50",
        "-5, -4, -20"
    })
    void isCountedInDecimals(double before, double after, double percent) {
        assertThat(Growth.percent(before, after)).isEqualTo(percent);
    }
}
