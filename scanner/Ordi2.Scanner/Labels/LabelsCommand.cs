using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Barcodes.Printing;
using Ordi2.Documents.Labels;
using Ordi2.Web.Commands;

namespace Ordi2.Scanner.Labels;

/// <summary><c>labels</c>: prints labels that no machine has yet; each is bound at its first scan. Needs no server.</summary>
internal static class LabelsCommand
{
    private const int MostLabels = 10_000;
    private const int MostCopies = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Make()
    {
        var count = new Option<int?>("--count") { Description = $"How many new codes, 1 to {MostLabels}." }.Whole(1, MostLabels, 24);
        var codes = new Option<string?>("--codes") { Description = "Prints these codes again instead of new ones: a file with a code on each line, - for standard input." };
        var sheets = new SheetOptions();
        var start = new Option<int>("--start") { Description = "First free label of the first sheet, from 1.", DefaultValueFactory = _ => 1 }.Whole(1, null, 5);
        var @out = new Option<FileInfo>("--out") { Description = "The PDF to write; one of that name is replaced.", Required = true };
        var server = new Option<string?>("--server")
        {
            Description = "Address of the public pages, such as https://o2.example, for the QR code; else that in ORDI2_PUBLIC_URL; without either, the QR code holds the code alone.",
        };
        var kind = new Option<LabelKind>("--kind") { Description = "What they are stuck on: machine, carton or pallet.", DefaultValueFactory = _ => LabelKind.Machine, CustomParser = KindOf };
        var copies = new Option<int>("--copies") { Description = "How often each code is printed, side by side: 2 for one outside and one inside a laptop.", DefaultValueFactory = _ => 1 }.Whole(1, MostCopies, 2);
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
                    Copies = parsed.GetValue(copies),
                };
                var first = parsed.GetValue(start) is var begin && begin <= sheet.Count ? begin : throw new FormatException(Numbers.Wanted(start.Name, 1, sheet.Count, Math.Min(5, sheet.Count)));
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
                await parsed.InvocationConfiguration.Error.WriteLineAsync(BothLanguages.Say($"Rien n'est imprimé ; donnez un autre fichier, ou faites de la place. ({problem.Message})", "Nothing was printed; give another file, or make room."));
                return ExitCodes.Look;
            }
        });

        return command;
    }

    private static async Task<IReadOnlyList<LabelCode>> CodesAsync(int? count, string? from, CancellationToken cancellation) => (count, from) switch
    {
        (null, null) => throw new FormatException(BothLanguages.Say("Dites combien d'étiquettes avec --count, par exemple --count 24, ou lesquelles avec --codes.", "Say how many labels with --count, for example --count 24, or which with --codes.")),
        (not null, not null) => throw new FormatException(BothLanguages.Say("Donnez --count pour de nouveaux codes ou --codes pour ceux qui existent, pas les deux.", "Give --count for new codes or --codes for those that there are, not both.")),
        ({ } wanted, null) => NewCodes.Make(wanted),
        (null, { } file) => NewCodes.Read(file is "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation), MostLabels),
    };

    private static Uri? AddressOf(string? given)
    {
        var text = string.IsNullOrWhiteSpace(given) ? Environment.GetEnvironmentVariable("ORDI2_PUBLIC_URL") : given;
        return string.IsNullOrWhiteSpace(text) ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
            : throw new FormatException(BothLanguages.Say($"« {text} » n'est pas une adresse : donnez-en une comme https://o2.example.", $"'{text}' is no address: give one such as https://o2.example."));
    }

    private static LabelKind KindOf(ArgumentResult result)
    {
        if (Enum.TryParse<LabelKind>(result.Tokens[0].Value, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && char.IsLetter(result.Tokens[0].Value[0]))
        {
            return kind;
        }

        result.AddError(BothLanguages.Say("--kind est machine, carton ou pallet, par exemple --kind carton.", "--kind is machine, carton or pallet, for example --kind carton."));
        return LabelKind.Machine;
    }

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
