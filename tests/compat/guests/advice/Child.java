import java.io.File;
import java.nio.file.Files;

/** Starts the program of its first argument; its output comes through a pipe, or into a file, the second one. */
public class Child {
    public static void main(String[] arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(arguments[0], "hello").redirectErrorStream(true);
        if (arguments.length > 1) builder.redirectOutput(new File(arguments[1]));
        Process child = builder.start();
        String said = new String(child.getInputStream().readAllBytes());
        int status = child.waitFor();
        if (arguments.length > 1) said = Files.readString(new File(arguments[1]).toPath());
        System.out.println("said " + said.trim() + " status " + status);
    }
}
