using System.IO.Compression;
using System.Text;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Donations;

namespace Ordi2.Web.Tests.Homes;

public class GiftTableTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void A_workbook_is_read_with_its_dates_and_numbers()
    {
        var (table, why) = GiftTable.OfFile(Workbook("<row><c t=\"inlineStr\"><is><t>Type</t></is></c><c t=\"inlineStr\"><is><t>Quantité</t></is></c></row><row><c t=\"inlineStr\"><is><t>Portable</t></is></c><c><v>12</v></c></row>"));

        Assert.Null(why);
        var row = Assert.Single(GiftRow.Of(table!, GiftColumns.Guess(table!), valueIsNeeded: false, withMedia: true, Today));
        Assert.Equal((DeviceType.Laptop, 12), (row.Line!.Type, row.Line.Quantity));
    }

    [Fact]
    public void A_file_saved_by_a_french_spreadsheet_keeps_its_accents()
    {
        var (table, _) = GiftTable.OfFile(Encoding.Latin1.GetBytes("Matériel;Nb\r\nÉcran;3\r\n"));

        Assert.Equal(["Matériel", "Nb"], table!.Columns.AsEnumerable());
        Assert.Equal(DeviceType.Monitor, GiftRow.Of(table, GiftColumns.Guess(table), false, false, Today)[0].Line!.Type);
    }

    [Fact]
    public void A_list_announces_no_disk_of_a_kind_that_holds_none()
    {
        var (table, _) = GiftTable.OfText("Type;Nombre\nportable;2\nécran;3\nclavier;4");

        Assert.Equal([true, false, false], GiftRow.Of(table!, GiftColumns.Guess(table!), valueIsNeeded: false, withMedia: true, Today).Select(row => row.Line!.WithMedia));
    }

    [Theory]
    [InlineData("Type;Serial number;Country", -1)]
    [InlineData("Type;Serial number;Count", 2)]
    [InlineData("Type;Number of machines", 1)]
    [InlineData("Type;Numéro de série;Nombre", 2)]
    public void A_serial_number_is_no_quantity(string head, int expected) =>
        Assert.Equal(expected, GiftColumns.Guess(GiftTable.OfText($"{head}\nportable;1;1").Table!).Quantity);

    [Theory]
    [InlineData("PC portable", DeviceType.Laptop)]
    [InlineData("Dell Latitude portable 14\"", DeviceType.Laptop)]
    [InlineData("LAPTOP", DeviceType.Laptop)]
    [InlineData("UC HP", DeviceType.Desktop)]
    [InlineData("Tout-en-un 24\"", DeviceType.AllInOne)]
    [InlineData("ALL_IN_ONE", DeviceType.AllInOne)]
    [InlineData("Téléphone portable", DeviceType.Phone)]
    [InlineData("Écran", DeviceType.Monitor)]
    [InlineData("Station d'accueil", DeviceType.Accessory)]
    [InlineData("Grille-pain", null)]
    [InlineData("", null)]
    public void A_kind_is_understood_as_people_write_it(string text, DeviceType? expected)
    {
        var (table, _) = GiftTable.OfText($"Type\tAutre\n{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\tx");

        Assert.Equal(expected, GiftRow.Of(table!, new(0, -1, -1, -1), false, false, Today)[0].Line?.Type);
    }

    [Theory]
    [InlineData("2019", "2019-01-01")]
    [InlineData("15/03/2019", "2019-03-15")]
    [InlineData("03/2019", "2019-03-01")]
    [InlineData("2031-01-01", null)]
    [InlineData("hier", null)]
    public void A_date_of_purchase_is_a_day_a_month_or_a_year_and_past(string text, string? expected)
    {
        var (table, _) = GiftTable.OfText($"Type;Achat\nportable;{text}");

        Assert.Equal(expected, GiftRow.Of(table!, GiftColumns.Guess(table!), false, false, Today)[0].Line?.AcquiredOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Rows_that_mean_the_same_are_one_line()
    {
        var (table, _) = GiftTable.OfText("Type;Nombre\nportable;2\nlaptop;3\nécran;1");

        var lines = GiftRow.Together(GiftRow.Of(table!, GiftColumns.Guess(table!), false, true, Today));

        Assert.Equal([(DeviceType.Laptop, 5), (DeviceType.Monitor, 1)], lines.Select(line => (line.Type, line.Quantity)));
    }

    [Fact]
    public void A_list_is_carried_on_as_it_was_read()
    {
        var (table, _) = GiftTable.OfText("Type;Note\nportable;\"deux\nlignes; et un point-virgule\"\nécran;=1+1");
        var (again, why) = GiftTable.OfText(table!.Written());

        Assert.Null(why);
        Assert.Equal(table.Columns.AsEnumerable(), again!.Columns.AsEnumerable());
        Assert.Equal(table.Rows.SelectMany(row => row), again!.Rows.SelectMany(row => row));
    }

    [Fact]
    public void A_file_that_unfolds_without_end_is_not_read()
    {
        Assert.Equal("list-too-large", GiftTable.OfFile(Workbook(new string(' ', 41 * 1024 * 1024))).Why?.Code);
    }

    [Theory]
    [InlineData("list-old-excel", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1 })]
    [InlineData("list-not-readable", new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x00, 0x01 })]
    [InlineData("list-empty", new byte[] { 0x54, 0x79, 0x70, 0x65 })]
    [InlineData("list-empty", new byte[0])]
    public void A_file_that_is_no_list_is_refused_with_what_to_do(string code, byte[] content) => Assert.Equal(code, GiftTable.OfFile(content).Why?.Code);

    [Fact]
    public void A_workbook_that_names_a_file_of_the_server_reads_nothing_of_it()
    {
        var hostile = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"inlineStr\"><is><t>Type</t></is></c></row><row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>";

        Assert.Equal("list-not-readable", GiftTable.OfFile(Workbook(hostile, whole: true)).Why?.Code);
    }

    [Fact]
    public void More_rows_than_a_gift_has_are_refused()
    {
        var text = "Type\n" + string.Concat(Enumerable.Repeat("portable\n", GiftTable.MostRows + 1));

        Assert.Equal("list-too-large", GiftTable.OfText(text).Why?.Code);
    }

    [Fact]
    public void A_workbook_with_anything_wrong_in_its_bytes_is_a_list_or_is_refused()
    {
        var whole = Workbook("<row><c t=\"inlineStr\"><is><t>Type</t></is></c><c><v>1</v></c></row><row><c t=\"inlineStr\"><is><t>Portable</t></is></c><c><v>12</v></c></row>");
        var chance = new Random(7);
        var unread = 0;

        for (var i = 0; i < 2_000; i++)
        {
            var bytes = whole[..(chance.Next(4) is 0 ? chance.Next(4, whole.Length) : whole.Length)];

            for (var n = chance.Next(1, 6); n > 0; n--)
            {
                bytes[chance.Next(4, bytes.Length)] = (byte)chance.Next(256);
            }

            var (table, why) = GiftTable.OfFile(bytes);
            Assert.True(table is null != why is null);
            unread += table is null ? 1 : 0;
        }

        Assert.InRange(unread, 1_000, 2_000);
    }

    private static byte[] Workbook(string rows, bool whole = false)
    {
        using var file = new MemoryStream();

        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            Write("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            Write("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Write("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Write("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Write("xl/worksheets/sheet1.xml", whole ? rows : $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");

            void Write(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return file.ToArray();
    }
}
