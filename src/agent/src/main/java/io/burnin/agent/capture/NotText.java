package io.burnin.agent.capture;

import java.util.List;

/** Refuses what is no text: in what is packed or encrypted nobody finds the secrets. */
final class NotText {

    /** So many bytes of its start are looked at. */
    static final int LOOK = 8 << 10;

    /** In what is packed every tenth byte is a control character, in texts none but a few. */
    private static final double MOST_CONTROLS = 0.02;

    private static final List<byte[]> PACKED = List.of(
            bytes(0x1F, 0x8B),
            bytes('P', 'K', 3, 4),
            bytes('B', 'Z', 'h'),
            bytes(0xFD, '7', 'z', 'X', 'Z'),
            bytes(0x28, 0xB5, 0x2F, 0xFD));

    private NotText() {}

    static void refuse(byte[] start) throws NotKept {
        if (PACKED.stream().anyMatch(magic -> startsWith(start, magic)) || controls(start) > MOST_CONTROLS) {
            throw new NotKept("it is no text, and secrets in it could not be found");
        }
    }

    /** The share of control characters; a zero is none of them, for it is half of what UTF-16 writes. */
    private static double controls(byte[] bytes) {
        int found = 0;
        for (byte each : bytes) {
            boolean isUsual = each == 0 || each >= '\t' && each <= '\r' || each == 0x1B;
            found += each >= 0 && each < ' ' && !isUsual ? 1 : 0;
        }
        return bytes.length == 0 ? 0 : (double) found / bytes.length;
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
