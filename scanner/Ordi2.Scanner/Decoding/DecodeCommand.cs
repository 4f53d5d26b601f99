using System.CommandLine;
using Ordi2.Barcodes.Pictures;

namespace Ordi2.Scanner.Decoding;

/// <summary><c>decode</c>: reads labels out of pictures.</summary>
internal static class DecodeCommand
{
    public static Command Make()
    {
        var files = new Argument<string[]>("FILE") { Description = "Photographs or scans, JPEG or PNG.", Arity = ArgumentArity.OneOrMore };
        var raw = new Option<bool>("--raw") { Description = "Every text of a QR code or Code 128, not only our labels." };
        var json = new Option<bool>("--json") { Description = "One JSON object a file, problems as well." };

        var command = new Command(
            "decode",
            "Reads labels out of pictures, a line a file: the file and its codes, with tabs between. "
            + "Exits with 0 when every picture shows something, 1 when one shows nothing, 2 when a file is no picture that can be read, 3 when a library is not installed.")
        {
            files, raw, json,
        };

        command.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            IDecodeLines lines = parsed.GetValue(json) ? new JsonLines(output) : new TextLines(output, error);
            var decoding = new Decoding(new PictureDecoder(TimeProvider.System), parsed.GetValue(raw) ? Wanted.AnyText : Wanted.Labels, lines);

            // Decoding keeps a processor busy and waits for nothing.
            return Task.Run(
                () =>
                {
                    try
                    {
                        return (int)decoding.Run(parsed.GetRequiredValue(files), cancellation);
                    }
                    catch (MissingLibraryException problem)
                    {
                        error.WriteLine(problem.Message);
                        return (int)DecodeOutcome.LibraryMissing;
                    }
                },
                cancellation);
        });

        return command;
    }
}
