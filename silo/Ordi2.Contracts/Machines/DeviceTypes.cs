namespace Ordi2.Contracts.Machines;

/// <summary>What a kind of machine says of itself.</summary>
public static class DeviceTypes
{
    /// <summary>
    /// Whether such a machine can hold a storage medium (domain.md 2.8): screens hold none, phones, tablets and printers do, and an external disk is an accessory.
    /// What is not known yet may.
    /// </summary>
    public static bool HoldsMedia(this DeviceType type) => type is not DeviceType.Monitor;

    /// <summary>
    /// Whether a disk is expected in such a machine: its donor is asked for it, it is missing if it is not there, and that there is none is certified. Nobody expects one in a mouse,
    /// though an accessory may hold one.
    /// </summary>
    public static bool IsExpectedToHoldMedia(this DeviceType type) => type is not (DeviceType.Monitor or DeviceType.Accessory);

    /// <summary>Whether a system of ours can be installed, and its processor and memory matter. Phones and printers keep what their maker wrote into them; screens and accessories have none.</summary>
    public static bool IsComputer(this DeviceType type) => type is not (DeviceType.Monitor or DeviceType.Accessory or DeviceType.Phone or DeviceType.Printer or DeviceType.Multifunction);

    /// <summary>Whether somebody can have locked it (domain.md 2.8: accounts, management, firmware). Nobody locks a screen or a mouse.</summary>
    public static bool MayBeLocked(this DeviceType type) => type is not (DeviceType.Monitor or DeviceType.Accessory);
}
