using System.CommandLine;
using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Barcodes.Printing;
using Ordi2.Documents.Labels;

namespace Ordi2.Scanner.Labels;

/// <summary><c>labels</c>: prints labels that no machine has yet; each is bound at its first scan. Needs no server.</summary>
internal static class LabelsCommand
{
    private const int MostLabels = 10_000;
    private const int MostCopies = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Make()
    {
        var count = new Option<int?>("--count") { Description = $"How many new codes, 1 to {MostLabels}." };
        var codes = new Option<string?>("--codes") { Description = "Prints these codes again instead of new ones: a file with a code on each line, - for standard input." };
        var sheets = new SheetOptions();
        var start = new Option<int>("--start") { Description = "First free label of the first sheet, from 1.", DefaultValueFactory = _ => 1 };
        var @out = new Option<FileInfo>("--out") { Description = "The PDF to write; one of that name is replaced.", Required = true };
        var server = new Option<string?>("--server")
        {
            Description = "Address of the public pages, such as https://o2.example, for the QR code; else that in ORDI2_PUBLIC_URL; without either, the QR code holds the code alone.",
        };
        var kind = new Option<LabelKind>("--kind") { Description = "What they are stuck on: machine, carton or pallet.", DefaultValueFactory = _ => LabelKind.Machine };
        var copies = new Option<int>("--copies") { Description = "How often each code is printed, side by side: 2 for one outside and one inside a laptop.", DefaultValueFactory = _ => 1 };
        var brand = new Option<string>("--brand") { Description = "What stands above the code.", DefaultValueFactory = _ => "Ordi 2.0" };
        var owner = new Option<string?>("--owner") { Description = "Whose the machines are, when they are only lent: « Propriété de … »." };
        var phone = new Option<string?>("--phone") { Description = "Telephone of the pole." };
        var calibration = new Option<bool>("--calibration") { Description = "Writes a page to try the printer with instead of labels." };
        var json = new Option<bool>("--json") { Description = "Writes one JSON object to standard output instead of a code on each line." };

        var command = new Command("labels", "Prints labels as PDF, on sheets or one by one; the codes go to standard output. Exit codes: 0 done, 1 the file could not be written, 2 wrong use.")
        {
            count, codes, start, @out, server, kind, copies, brand, owner, phone, calibration, json,
        };
        sheets.AddTo(command);

        command.SetAction(async (parsed, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;

            try
            {
                var sheet = sheets.Read(parsed);
                var file = parsed.GetRequiredValue(@out).FullName;

                if (parsed.GetValue(calibration))
                {
                    await WriteAsync(file, CalibrationPage.Print(sheet), cancellation);
                    return ExitCodes.Well;
                }

                var batch = new LabelBatch(
                    await CodesAsync(parsed.GetValue(count), parsed.GetValue(codes), cancellation),
                    parsed.GetValue(kind),
                    new LabelWords(parsed.GetRequiredValue(brand)) { LentBy = parsed.GetValue(owner), Phone = parsed.GetValue(phone) })
                {
                    Server = AddressOf(parsed.GetValue(server)),
                    Copies = InRange(copies.Name, parsed.GetValue(copies), MostCopies),
                };
                var first = InRange(start.Name, parsed.GetValue(start), sheet.Count);
                await WriteAsync(file, LabelPrinter.Print(sheet, first, batch), cancellation);
                await TellAsync(output, new Printed(
                    file,
                    sheet.Name,
                    LabelPrinter.PagesOf(sheet, first, batch.Codes.Count * batch.Copies),
                    first,
                    LabelPrinter.NextAfter(sheet, first, batch.Codes.Count * batch.Copies),
                    batch.Copies,
                    [.. batch.Codes.Select(code => code.Text)]), parsed.GetValue(json));
                return ExitCodes.Well;
            }
            catch (FormatException problem)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(problem.Message);
                return ExitCodes.Wrong;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{problem.Message} Nothing was printed; give another file, or make room.");
                return ExitCodes.Look;
            }
        });

        return command;
    }

    private static async Task<IReadOnlyList<LabelCode>> CodesAsync(int? count, string? from, CancellationToken cancellation) => (count, from) switch
    {
        (null, null) => throw new FormatException("Say how many labels with --count, or which with --codes."),
        (not null, not null) => throw new FormatException("Give --count for new codes or --codes for those that there are, not both."),
        ({ } wanted, null) => NewCodes.Make(InRange("--count", wanted, MostLabels)),
        (null, { } file) => NewCodes.Read(file is "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation), MostLabels),
    };

    private static Uri? AddressOf(string? given)
    {
        var text = string.IsNullOrWhiteSpace(given) ? Environment.GetEnvironmentVariable("ORDI2_PUBLIC_URL") : given;
        return string.IsNullOrWhiteSpace(text) ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
            : throw new FormatException($"'{text}' is no address: give one such as https://o2.example.");
    }

    private static int InRange(string name, int value, int most) =>
        value >= 1 && value <= most ? value : throw new FormatException($"{name} is a number from 1 to {most}.");

    /// <summary>Whole or not at all: a printer must not get half a file.</summary>
    private static async Task WriteAsync(string file, byte[] document, CancellationToken cancellation)
    {
        var unfinished = $"{file}.part";
        await File.WriteAllBytesAsync(unfinished, document, cancellation);
        File.Move(unfinished, file, overwrite: true);
    }

    private static async Task TellAsync(TextWriter output, Printed printed, bool json)
    {
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(printed, Json));
            return;
        }

        foreach (var code in printed.Codes)
        {
            await output.WriteLineAsync(code);
        }
    }

    /// <summary>What was printed, for programs.</summary>
    /// <param name="File">Where the PDF is.</param>
    /// <param name="Sheet">Name of the sheet.</param>
    /// <param name="Pages">How many.</param>
    /// <param name="Start">First label of the first sheet that was used.</param>
    /// <param name="Next">First label of the last sheet that is free: the next <c>--start</c>. 1 when it is full.</param>
    /// <param name="Copies">Labels of each code.</param>
    /// <param name="Codes">In the order of the sheet.</param>
    private sealed record Printed(string File, string Sheet, int Pages, int Start, int Next, int Copies, IReadOnlyList<string> Codes);
}
