package explore

// Complaint is for tests.
var Complaint = complaint
