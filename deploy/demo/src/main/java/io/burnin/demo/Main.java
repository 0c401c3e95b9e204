package io.burnin.demo;

/** The stand-in target: a small system to burn in, runnable with nothing but a JDK. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("usage: burnin-demo core|worker|relay");
    }
}
